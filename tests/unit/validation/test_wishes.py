from dataclasses import replace

import pytest

from tests.builders import account_of, sample_account, with_numbers
from tests.unit.validation.builders import Row, check, codes, numbered, people, told
from trunkload.intake.fields import Field
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Account, NumberBlock
from trunkload.validation.check import Checked
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of

KOELN, BERLIN = "+492214710", "+493023125"


@pytest.fixture(scope="module")
def account() -> Account:
    """The sample account, with a number held for another import and one that rests."""
    held = with_numbers(sample_account(), [f"{KOELN}160"], state="held", holder="imp-2026-11-20-0003")
    return with_numbers(held, [f"{KOELN}161"], state="resting")


WHOLE: tuple[tuple[Row, set[str], str | None], ...] = (
    # S-13, R-06, R-07: every state of a number; the first and last of each range and its neighbours
    ({"phone_number": "0221 4710-150"}, set(), f"{KOELN}150"),
    ({"phone_number": "0221 4710-100"}, {"number_assigned"}, None),
    ({"phone_number": "0221 4710-160"}, {"number_held"}, None),
    ({"phone_number": "0221 4710-161"}, {"number_resting"}, None),
    ({"phone_number": "0221 4710-199"}, set(), f"{KOELN}199"),
    ({"phone_number": "0221 4710-200"}, {"number_blocked"}, None),
    ({"phone_number": "0221 4710-209"}, {"number_blocked"}, None),
    ({"phone_number": "0221 4710-210"}, set(), f"{KOELN}210"),
    ({"phone_number": "0221 4710-000"}, {"number_is_switchboard"}, None),
    ({"phone_number": "0221 4710-999"}, {"number_function"}, None),
    ({"phone_number": "0221 4710-949"}, {"number_function"}, None),
    ({"phone_number": "0221 4710-950"}, {"number_future"}, None),
    ({"phone_number": "0221 4710-959"}, {"number_future"}, None),
    ({"phone_number": "0221 4710-960"}, set(), f"{KOELN}960"),
    # another trunk, nobody's, outside the part block; N-05: the base number alone is no number
    ({"phone_number": "030 23125130"}, {"number_of_other_site"}, None),
    ({"phone_number": "030 23125131", "location": "Berlin"}, set(), f"{BERLIN}131"),
    ({"phone_number": "030 23125099", "location": "Berlin"}, {"number_unknown"}, None),
    ({"phone_number": "030 23125150", "location": "Berlin"}, {"number_unknown"}, None),
    ({"phone_number": "069 90009100"}, {"number_unknown"}, None),
    ({"phone_number": "0221 4710"}, {"number_is_base"}, None),
    ({"phone_number": "030 23125120"}, {"number_of_other_site"}, None),
    # any free number
    ({"phone_number": "auto"}, set(), None),
    ({"phone_number": "Automatisch"}, set(), None),
    # digits that lost their beginning (section 2.4): only where one number of the account fits
    ({"phone_number": "492214710151"}, {"phone_prefix_guessed"}, f"{KOELN}151"),
    ({"phone_number": "2214710152"}, {"phone_prefix_guessed"}, f"{KOELN}152"),
    ({"phone_number": "2214710153.0"}, {"phone_number_cell"}, f"{KOELN}153"),
    ({"phone_number": "2214710104"}, {"phone_prefix_guessed", "number_assigned"}, None),
    ({"phone_number": "6990009100"}, {"phone_no_prefix"}, None),
    ({"phone_number": "154"}, {"phone_no_prefix"}, None),
)


@pytest.fixture(scope="module")
def whole(account: Account) -> Checked:
    return check(*people(cells for cells, *_ in WHOLE), account=account)


@pytest.mark.parametrize(("row", "case"), numbered(WHOLE))
def test_only_a_free_number_of_the_rows_own_trunk_may_be_wished(
    whole: Checked, row: int, case: tuple[Row, set[str], str | None]
) -> None:
    """S-13, S-16, R-01, R-06, R-07, N-05: membership in the trunk's inventory is the real check."""
    _, expected, number = case
    assert codes(whole, row) == expected
    wish = whole.ready["wish"].dropna().get(row)
    assert wish == number


def test_a_refusal_names_the_number_who_has_it_or_when_it_comes_free(whole: Checked) -> None:
    """S-13, R-06, R-07: a workplace by its username, a function by its name, an import by its id."""
    row_of = {cells["phone_number"]: row for row, (cells, *_) in numbered(WHOLE)}
    named = {
        code: told(whole, code, row_of[f"0221 4710-{extension}"]).params
        for code, extension in (("number_assigned", 100), ("number_held", 160), ("number_function", 949))
    }
    assert {code: params["holder"] for code, params in named.items()} == {
        "number_assigned": "anna.schmidt",
        "number_held": "imp-2026-11-20-0003",
        "number_function": "Hotline",
    }
    assert told(whole, "number_future", row_of["0221 4710-950"]).params["date"] == "2027-02-01"
    assert told(whole, "number_of_other_site", row_of["030 23125120"]).params["trunk"] == "BERLIN-1"


@pytest.mark.parametrize("lang", list(Lang))
def test_a_refusal_tells_no_more_of_the_holder_than_an_admin_may_see(whole: Checked, lang: Lang) -> None:
    """S-13: the username, never the name, the address or the mobile number of the person."""
    row_of = {cells["phone_number"]: row for row, (cells, *_) in numbered(WHOLE)}
    words = words_of(told(whole, "number_assigned", row_of["0221 4710-100"]), None, lang)
    assert "„anna.schmidt“" in words.message or "“anna.schmidt”" in words.message
    holder = sample_account().workplaces.set_index("username").loc["anna.schmidt"]
    private = [str(holder[name]) for name in ("given_name", "family_name", "email")]
    assert not [one for one in private if one in words.message + words.fix]


def test_a_number_that_another_import_holds_or_that_comes_free_later_says_which_and_when(whole: Checked) -> None:
    """S-13, R-07: the import by its id, the day as the language writes it."""
    row_of = {cells["phone_number"]: row for row, (cells, *_) in numbered(WHOLE)}
    held = words_of(told(whole, "number_held", row_of["0221 4710-160"]), None, Lang.EN)
    assert held.message == "The number +49 221 4710160 is held for imp-2026-11-20-0003."
    future = words_of(told(whole, "number_future", row_of["0221 4710-950"]), None, Lang.DE)
    assert future.message == "Die Rufnummer +49 221 4710950 ist erst ab 01.02.2027 frei."


EXTENSIONS: tuple[tuple[Row, set[str], str | None], ...] = (
    ({"extension": "150"}, set(), f"{KOELN}150"),
    ({"extension": "001"}, {"internal_leading_zero"}, f"{KOELN}001"),
    ({"extension": "130", "location": "Berlin"}, set(), f"{BERLIN}130"),
    ({"extension": "151", "phone_number": "0221 4710-151"}, set(), f"{KOELN}151"),
    ({"extension": "152", "phone_number": "0221 4710-153"}, {"extension_contradicts_number"}, None),
    ({"extension": "154", "phone_number": "auto"}, set(), f"{KOELN}154"),
    ({"extension": "12"}, {"extension_unknown"}, None),
    ({"extension": "12", "location": "Berlin"}, {"extension_unknown"}, None),
    ({"extension": "0150"}, {"extension_unknown"}, None),
    ({"extension": "99", "location": "Berlin"}, {"extension_unknown"}, None),
    ({"extension": "1a"}, {"extension_form"}, None),
    ({"extension": "-155"}, {"extension_form"}, None),
    ({"extension": "200"}, {"number_blocked"}, None),
    ({"extension": "156", "number_block": "0221 4710"}, set(), f"{KOELN}156"),
    ({"extension": "157", "location": None}, {"trunk_missing"}, None),
    ({"extension": "158", "trunk": "X"}, {"trunk_unknown"}, None),
    ({"extension": "159", "number_block": "0221 99"}, {"block_unknown"}, None),
)


@pytest.fixture(scope="module")
def extensions() -> Checked:
    return check(*people(cells for cells, *_ in EXTENSIONS))


@pytest.mark.parametrize(("row", "case"), numbered(EXTENSIONS))
def test_an_extension_is_looked_up_on_the_rows_trunk(
    extensions: Checked, row: int, case: tuple[Row, set[str], str | None]
) -> None:
    """Section 7: leading zeros count; where the trunk is not known, this is told and no more."""
    assert codes(extensions, row) == case[1]
    assert extensions.ready["wish"].get(row) == case[2]


def test_leading_zeros_are_proposed_only_where_the_trunk_has_that_extension(extensions: Checked) -> None:
    """Section 7: Excel eats them; Berlin begins at 100."""
    proposed = [told(extensions, "extension_unknown", row).suggestion for row in (8, 9, 10, 11)]
    assert proposed == ["012", None, None, None]


def test_a_finding_stands_at_the_cell_that_wished_the_number(extensions: Checked) -> None:
    """The sheet has a column for numbers and one for extensions; this row fills the second."""
    finding = told(extensions, "number_blocked", 14)
    assert (finding.field, finding.value, finding.params["number"]) == ("extension", "200", f"{KOELN}200")


def test_an_extension_of_two_blocks_needs_its_block() -> None:
    """Section 7: never the first of two; in another block than the one that is named it is told as such."""
    account = account_of(
        NumberBlock("a", "T-1", KOELN, "00", "49"),
        NumberBlock("b", "T-1", BERLIN, "10", "59"),
    )
    rows: list[Row] = [
        {"extension": "12", "number_block": None},
        {"extension": "13", "number_block": "b"},
        {"extension": "55", "number_block": "a"},
        {"extension": "01", "number_block": None},
    ]
    checked = check(*people(rows), account=account)
    assert [codes(checked, row) for row in (2, 3, 4, 5)] == [
        {"extension_ambiguous"},
        set(),
        {"number_outside_block"},
        {"internal_leading_zero"},
    ]
    assert checked.ready["wish"].tolist() == [f"{BERLIN}13", f"{KOELN}01"]


def test_a_number_cell_is_named_as_the_reason_for_the_lost_beginning() -> None:
    """Section 2.4: a text cell that lost it is told differently; a whole number in a number cell is no finding."""
    wishes: list[Row] = [{"phone_number": text} for text in ("492214710151", "492214710152", "4930", "0221 4710153")]
    checked = check(*people(wishes), marks={Mark.NUMBER: {Field.PHONE_NUMBER: (2, 4, 5), Field.MOBILE: (3,)}})
    assert [codes(checked, row) for row in (2, 3, 4, 5)] == [
        {"phone_number_cell"},
        {"phone_prefix_guessed"},
        {"phone_no_prefix"},
        set(),
    ]
    assert told(checked, "phone_number_cell").suggestion == f"{KOELN}151"
    assert checked.ready["wish"].tolist() == [f"{KOELN}151", f"{KOELN}152", f"{KOELN}153"]


def test_digits_that_fit_two_numbers_of_the_account_are_not_guessed() -> None:
    """Section 2.4: exactly one must fit."""
    account = account_of(NumberBlock("a", "T-1", "+493023125", "100", "109"))
    abroad = account.numbers.rename(index={"+493023125101": "+3023125100"})
    rows = people([{"phone_number": "3023125100"}])
    one, both = check(*rows, account=account), check(*rows, account=replace(account, numbers=abroad))
    assert (codes(one), codes(both)) == ({"phone_prefix_guessed"}, {"phone_no_prefix"})


def test_a_trunk_with_several_lengths_of_extensions_or_without_numbers_gets_no_zeros_proposed() -> None:
    """R-05: an extended block has both; what is meant cannot be told."""
    mixed = account_of(NumberBlock("a", "T-1", KOELN, "01", "09"), NumberBlock("b", "T-1", BERLIN, "001", "009"))
    empty = replace(mixed, numbers=mixed.numbers[:0])
    rows = people([{"extension": "1"}])
    told_of = [told(check(*rows, account=account), "extension_unknown") for account in (mixed, empty)]
    assert [finding.suggestion for finding in told_of] == [None, None]


PART = NumberBlock("part", "T-1", "+4930231251", "30", "59", switchboard="3")
WHOLE_BLOCK = NumberBlock("whole", "T-1", "+492214710", "00", "99", switchboard="0")
SHORT = NumberBlock("short", "T-1", "+492214710", "5", "5")
HEADS: tuple[tuple[str, set[str]], ...] = (
    ("0221 4710", {"number_is_base"}),
    ("0221 4710-0", {"number_is_switchboard"}),
    ("0221 4710-01", {"number_behind_shorter", "internal_leading_zero"}),
    ("0221 4710-10", set()),
    ("0221 4710-49", set()),
    ("0221 4710-5", set()),
    ("0221 4710-50", {"number_behind_shorter", "internal_prefix"}),
    ("030 231251", {"number_is_base"}),
    ("030 231251-3", {"number_is_switchboard"}),
    ("030 231251-30", {"number_behind_shorter"}),
    ("030 231251-40", set()),
)


def test_base_numbers_switchboards_and_what_lies_behind_a_shorter_number_are_told_as_such() -> None:
    """N-05, N-06, N-07: the switchboard is configured per block, not always -0, and need be no number of the list."""
    account = account_of(WHOLE_BLOCK, SHORT, PART)
    account = replace(account, blocks=(WHOLE_BLOCK, SHORT, PART))
    checked = check(*people({"phone_number": number, "location": None} for number, _ in HEADS), account=account)
    found = [codes(checked, row) - {"internal_prefix"} for row, _ in numbered(HEADS)]
    assert found == [expected - {"internal_prefix"} for _, expected in HEADS]
    assert told(checked, "number_is_switchboard", 10).params == {"number": "+4930231251" + "3", "block": "+4930231251"}
    assert told(checked, "number_behind_shorter", 4).params["shorter"] == f"{KOELN}0"


def test_a_switchboard_that_is_somebodys_workplace_is_told_as_assigned() -> None:
    """N-06, S-13."""
    account = with_numbers(sample_account(), [f"{KOELN}000"], state="assigned", holder="wp-5001")
    assert codes(check(*people([{"phone_number": "0221 4710-000"}]), account=account)) == {"number_assigned"}
