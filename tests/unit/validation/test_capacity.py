from dataclasses import replace

from tests.builders import account_of, sample_account, with_contingent, with_workplaces
from tests.unit.validation.builders import Row, another, check, codes, people, told
from trunkload.inventory.account import NumberBlock
from trunkload.inventory.allocation import Shortage
from trunkload.validation.rules import Policy, Rules

PLANNED: Row = {"state": "planned", "package": "plus", "import_id": "imp-2026-11-23-0001"}


def rows(count: int, **cells: str | None) -> list[Row]:
    return people(cells for _ in range(count))


def test_as_many_rows_are_ready_as_workplaces_are_left() -> None:
    """R-14: in row order, what our own open plans will use counted in; exactly as many as are left is enough."""
    account = with_workplaces(with_contingent(sample_account(), "workplace", 20, 16), PLANNED)
    enough, beyond = check(*rows(3), account=account), check(*rows(4), account=account)
    assert [codes(enough, row) for row in (2, 3, 4)] == [set(), set(), set()]
    assert [codes(beyond, row) for row in (2, 3, 4, 5)] == [set(), set(), set(), {"workplaces_exhausted"}]
    assert told(beyond, "workplaces_exhausted", 5).params == {
        "name": "workplace",
        "asked": "4",
        "free": "3",
        "first": "5",
    }


def test_blocked_rows_use_no_contingent() -> None:
    """R-14: the right rows behind them come to their turn."""
    account = with_contingent(sample_account(), "workplace", 16, 15)
    checked = check(another(1, email="broken@"), another(2), account=account)
    assert [codes(checked, row) for row in (2, 3)] == [{"email_form"}, set()]


def test_each_conference_package_has_its_own_contingent() -> None:
    """R-14, S-20: told at the package's cell; no package needs none."""
    account = with_workplaces(with_contingent(sample_account(), "plus", 7, 5), PLANNED)
    asked = ("Plus", "Premium", "Plus", None)
    checked = check(*people({"conference_package": name} for name in asked), account=account)
    assert [codes(checked, row) for row in (2, 3, 4, 5)] == [set(), set(), {"package_exhausted"}, set()]
    finding = told(checked, "package_exhausted", 4)
    assert (finding.field, finding.value) == ("conference_package", "Plus")
    assert finding.params == {"name": "plus", "asked": "2", "free": "1", "first": "4"}


def test_what_the_carrier_does_not_count_is_not_exhausted() -> None:
    """R-14."""
    uncounted = replace(sample_account(), contingents=())
    checked = check(*rows(2, conference_package="Premium"), account=uncounted)
    assert [codes(checked, row) for row in (2, 3)] == [set(), set()]


def test_shortages_of_all_trunks_are_told_at_once() -> None:
    """N-10: per trunk, how many are needed and how many are free; the last rows of each trunk go without."""
    account = account_of(
        NumberBlock("a", "T-1", "+492214710", "20", "22"),
        NumberBlock("b", "T-2", "+493023125", "30", "31"),
        NumberBlock("c", "T-3", "+496990009", "40", "49"),
    )
    asked = ["T-1"] * 4 + ["T-2"] * 4 + ["T-3"] * 2
    checked = check(*people({"trunk": trunk} for trunk in asked), account=account)
    assert checked.allocation is not None
    assert checked.allocation.shortages == (Shortage("T-1", 4, 3, "Köln"), Shortage("T-2", 4, 2, "Köln"))
    short = [row for row in range(2, 12) if codes(checked, row) == {"no_free_number"}]
    assert short == [5, 8, 9]
    shortage = {"trunk": "T-2", "site": "Köln", "asked": "4", "free": "2", "first": "8"}
    assert [told(checked, "no_free_number", row).params for row in (8, 9)] == [shortage] * 2
    assert len(checked.ready) == len(checked.allocation.given) == 7


def test_several_shortages_are_all_told_with_their_own_figures() -> None:
    """N-10, R-14: each as if there were no other, so that all can be put right at once; before anything is held."""
    account = account_of(NumberBlock("a", "T-1", "+492214710", "20", "21"))
    account = with_contingent(with_contingent(account, "workplace", 3), "plus", 1)
    checked = check(*rows(5, conference_package="Plus"), account=account)
    every = {"workplaces_exhausted", "package_exhausted", "no_free_number"}
    assert [codes(checked, row) for row in range(2, 7)] == [
        set(),
        {"package_exhausted"},
        {"package_exhausted", "no_free_number"},
        every,
        every,
    ]
    told_last = {one.code.value: one.params for one in checked.findings.of_row(6)}
    counts = {code: tuple(told_last[code][name] for name in ("asked", "free", "first")) for code in every}
    assert counts == {
        "workplaces_exhausted": ("5", "3", "5"),
        "package_exhausted": ("5", "1", "3"),
        "no_free_number": ("5", "2", "4"),
    }
    assert checked.allocation is not None
    assert checked.allocation.given["number"].to_dict() == {2: "+49221471020"}
    assert checked.allocation.shortages == (Shortage("T-1", 5, 2, "Köln"),)


def test_a_row_beyond_the_contingent_leaves_its_number_to_others() -> None:
    """R-14: what is not ordered holds nothing."""
    account = with_contingent(account_of(NumberBlock("a", "T-1", "+492214710", "20", "29")), "plus", 0)
    checked = check(another(1, conference_package="Plus"), another(2), account=account)
    assert checked.allocation is not None
    assert checked.allocation.given["number"].to_dict() == {3: "+49221471020"}


def test_a_full_block_is_told_as_such_and_not_as_a_trunk_without_numbers() -> None:
    """N-10: the trunk has other blocks; a row that names none is served from them."""
    account = account_of(
        NumberBlock("a", "T-1", "+492214710", "20", "21"), NumberBlock("b", "T-1", "+493023125", "30", "39")
    )
    asked = ("a", "a", None, "a", "b")
    checked = check(*people({"number_block": block} for block in asked), account=account)
    assert [codes(checked, row) for row in range(2, 7)] == [set(), set(), set(), {"no_free_number_in_block"}, set()]
    finding = told(checked, "no_free_number_in_block", 5)
    assert finding.field == "number_block"
    assert finding.params == {"trunk": "T-1", "block": "+492214710", "asked": "3", "free": "2", "first": "5"}


def test_right_rows_wait_where_a_sheet_is_ordered_as_a_whole() -> None:
    """Policy all_or_nothing: held back, counted as blocked, and only where another row is blocked."""
    rules = Rules(policy=Policy.ALL_OR_NOTHING)
    checked = check(another(1), another(2, email="broken@"), another(3), rules=rules)
    assert [codes(checked, row) for row in (2, 3, 4)] == [{"held_back"}, {"email_form"}, {"held_back"}]
    assert told(checked, "held_back").params == {"blocked": "1"}
    assert (checked.receipt.blocked, len(checked.ready)) == (3, 0)
    right = check(another(1), another(2, email="info@example.org"), rules=rules)
    assert (right.receipt.ready, right.receipt.ready_with_warnings, right.receipt.blocked) == (1, 1, 0)


def test_one_row_too_many_holds_the_whole_sheet_back() -> None:
    """Policy all_or_nothing, R-14: a shortage counts as a blocked row."""
    account = with_contingent(sample_account(), "workplace", 16, 15)
    checked = check(*rows(2), account=account, rules=Rules(policy=Policy.ALL_OR_NOTHING))
    assert [codes(checked, row) for row in (2, 3)] == [{"held_back"}, {"workplaces_exhausted"}]
