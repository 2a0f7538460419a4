"""A later kind of finding is not told where an earlier one makes it meaningless: cell, row, sheet, account."""

import pytest

from tests.builders import sample_account, someone, with_contingent, with_workplaces
from tests.unit.validation.builders import Row, another, check, codes, numbered, people
from trunkload.validation.check import Checked
from trunkload.validation.kinds import KINDS, LOOKS_AT, STANDS_BESIDE, Kind

TABLE: tuple[tuple[Row, set[str]], ...] = (
    # usernames: the form comes first, then twice and taken, which are both told
    ({"username": "two people"}, {"username_characters"}),
    ({"username": "two people"}, {"username_characters"}),
    ({"username": "ab"}, {"username_too_short"}),
    ({"username": "ab.cde"}, {"username_twice", "username_taken"}),
    ({"username": "ab.cde"}, {"username_twice", "username_taken"}),
    # numbers: too long or special is not unknown, on another trunk or twice
    ({"phone_number": "0221 4710123456"}, {"phone_too_long"}),
    ({"phone_number": "0221 4710123456"}, {"phone_too_long"}),
    ({"phone_number": "0800 2312510"}, {"phone_special"}),
    ({"phone_number": "030 O3125130"}, {"phone_characters"}),
    ({"phone_number": "0221 4710-101"}, {"number_twice", "number_assigned"}),
    ({"phone_number": "0221 4710-101"}, {"number_twice", "number_assigned"}),
    # internal numbers
    ({"internal_number": "7"}, {"internal_form"}),
    ({"internal_number": "11000"}, {"internal_emergency"}),
    ({"internal_number": "11000"}, {"internal_emergency"}),
    ({"extension": "112"}, {"internal_emergency"}),
    ({"extension": "112"}, {"internal_emergency"}),
    # addresses: missing, then wrong, then different or repeated
    ({"email": None, "auth_email_confirm": "x@example.org"}, {"missing"}),
    ({"email": "ute@", "auth_email_confirm": "ute@example.org"}, {"email_form"}),
    ({"email": "same@", "auth_email_confirm": None}, {"email_form"}),
    ({"email": "same@", "auth_email_confirm": None}, {"email_form"}),
    ({"auth_email_confirm": "other@example.org"}, {"auth_email_differs"}),
    # delivery: a wrong mobile number is no contradiction less
    ({"mobile": "O152 28817386", "auth_without_mobile": "ja"}, {"phone_characters", "delivery_contradictory"}),
    ({"mobile": "0221 4710100", "auth_without_mobile": "nein"}, {"mobile_not_mobile"}),
    # days
    ({"activation_date": "01.11.2026", "start_date": "30.10.2026"}, {"activation_past"}),
    ({"activation_date": "02.12.2026", "start_date": "01.12.2026"}, {"activation_after_entry"}),
    # places
    (
        {"trunk": "BONN-1", "location": "Köln", "phone_number": "030 23125130"},
        {"trunk_unknown", "number_of_other_site"},
    ),
)


@pytest.fixture(scope="module")
def checked() -> Checked:
    account = with_workplaces(sample_account(), {"username": "ab.cde", "internal_number": "190"})
    return check(*people(cells for cells, _ in TABLE), account=account)


@pytest.mark.parametrize(("row", "case"), numbered(TABLE))
def test_what_a_refused_cell_makes_meaningless_is_not_told(
    checked: Checked, row: int, case: tuple[Row, set[str]]
) -> None:
    """Section 7: everything else is told at once, so that one round is enough."""
    assert codes(checked, row) == case[1]


def test_a_row_that_an_earlier_kind_blocks_takes_no_workplace_no_package_and_no_number() -> None:
    """R-14, N-10: whatever blocks it."""
    account = with_contingent(with_contingent(sample_account(), "workplace", 16, 15), "premium", 1, 0)
    blocked: list[Row] = [{"email": "ute@"}, {"extension": "101"}, {"location": "Bonn"}]
    rows = people([*({**one, "conference_package": "Premium"} for one in blocked), {"conference_package": "Premium"}])
    checked = check(*rows, account=account)
    assert (checked.blocked.tolist(), checked.ready.index.tolist()) == ([2, 3, 4], [5])


def test_a_person_that_stands_twice_is_told_beside_what_is_wrong_with_each_row() -> None:
    """Section 7: what is wrong with another cell is told all the same."""
    twin = someone("Ute", "Beck", mobile="110")
    checked = check(twin, twin, another(1))
    assert [codes(checked, row) for row in (2, 3, 4)] == [{"person_twice", "phone_special"}] * 2 + [set()]


def test_every_exception_is_about_a_later_kind() -> None:
    assert {KINDS[code] for code in (*STANDS_BESIDE, *LOOKS_AT)} == {Kind.ROW}
