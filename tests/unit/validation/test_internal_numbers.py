import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import account_of
from tests.unit.validation.builders import Row, check, codes, numbered, people, told
from trunkload.inventory.account import NumberBlock
from trunkload.validation.check import Checked
from trunkload.validation.rules import Rules

BANNED = {
    **dict.fromkeys(("77", "78", "770", "7899", "771234"), "internal_special_function"),
    **dict.fromkeys(("11800", "11833", "11899"), "internal_directory"),
    **dict.fromkeys(("110", "112", "1100", "1123", "110110"), "internal_emergency"),
    **dict.fromkeys(("7", "0", "1234567", "12a", "٧٩٠", "-12", "+49"), "internal_form"),
    # no more than a warning
    **dict.fromkeys(("118000", "118099"), "internal_directory_six"),
    **dict.fromkeys(("0771", "01", "000"), "internal_leading_zero"),
}
ALLOWED = ("79", "76", "177", "118", "1180", "118123", "118100", "1181", "11", "10", "1110", "119", "12", "654321")
TYPED = (*BANNED, *ALLOWED)
PREFIXES = {"internal_prefix", "internal_prefix_known"}


@pytest.fixture(scope="module")
def typed() -> Checked:
    return check(*people({"internal_number": number} for number in TYPED))


@pytest.mark.parametrize(("row", "number"), numbered(TYPED))
def test_a_typed_internal_number_avoids_what_is_dialled_otherwise(typed: Checked, row: int, number: str) -> None:
    """S-17, S-18, S-19, R-04, N-08: "beginning with" includes the number itself; 118 is banned with five digits."""
    assert codes(typed, row) - PREFIXES == ({BANNED[number]} if number in BANNED else set())


def test_how_many_digits_internal_numbers_have_is_a_setting() -> None:
    """R-04: two to six unless the company says otherwise."""
    rows: list[Row] = [{"internal_number": number} for number in ("7", "34", "5678", "65432")]
    checked = check(*people(rows), rules=Rules(internal_min_digits=1, internal_max_digits=4))
    assert [codes(checked, row) for row in (2, 3, 4, 5)] == [set(), set(), set(), {"internal_form"}]
    assert told(checked, "internal_form", 5).params == {"least": "1", "most": "4"}


DERIVED: tuple[tuple[Row, set[str]], ...] = (
    ({"phone_number": "0221 4710-110"}, {"internal_emergency"}),
    ({"phone_number": "0221 4710-112"}, {"internal_emergency"}),
    ({"extension": "770"}, {"internal_special_function"}),
    ({"extension": "789"}, {"internal_special_function"}),
    ({"extension": "118"}, set()),
    ({"phone_number": "0221 4710-779", "internal_number": "4779"}, set()),
    ({"extension": "790"}, set()),
    # valid company-wide; Köln has 105, Berlin 121
    ({"location": "Berlin", "extension": "105"}, {"internal_taken"}),
    ({"location": "Berlin", "extension": "106", "internal_number": "3106"}, set()),
    ({"extension": "121"}, {"internal_taken"}),
    ({"internal_number": "120"}, {"internal_taken"}),
    ({"internal_number": "100"}, {"internal_taken"}),
    # in use itself: told once, by the number's state
    ({"extension": "107"}, {"number_assigned"}),
    # the same internal number twice in this sheet: typed, derived from two trunks, and mixed
    ({"internal_number": "333"}, {"internal_twice"}),
    ({"extension": "333"}, {"internal_twice"}),
    ({"location": "Köln", "extension": "140"}, {"internal_twice"}),
    ({"location": "Berlin", "extension": "140"}, {"internal_twice"}),
    ({"extension": "141"}, {"number_twice"}),
    ({"extension": "141"}, {"number_twice"}),
    ({"extension": "142", "internal_number": "4142"}, set()),
    ({"location": "Berlin", "extension": "142"}, set()),
)


@pytest.fixture(scope="module")
def derived() -> Checked:
    return check(*people(cells for cells, _ in DERIVED))


@pytest.mark.parametrize(("row", "case"), numbered(DERIVED))
def test_the_wished_extension_is_the_internal_number_where_none_is_given(
    derived: Checked, row: int, case: tuple[Row, set[str]]
) -> None:
    """S-17 to S-19, R-04: explicit numbers are judged, else the extension of the wished number is."""
    assert codes(derived, row) == case[1]


def clash(row: str, column: str | None) -> dict[str, str]:
    return {"number": "333", "rows": row, "cells": f"{column}{row}", "more": "0"}


def test_a_clash_names_the_number_and_the_other_row_at_the_cell_that_causes_it(derived: Checked) -> None:
    """R-04."""
    one, other = told(derived, "internal_twice", 15), told(derived, "internal_twice", 16)
    assert (one.field, one.params) == ("internal_number", clash("16", other.column))
    assert (other.field, other.params) == ("extension", clash("15", one.column))
    emergency = told(derived, "internal_emergency", 2)
    assert (emergency.field, emergency.params["number"]) == ("phone_number", "110")


def test_without_a_wish_nobody_gets_a_banned_or_used_internal_number() -> None:
    """S-17 to S-19, R-04: automatic allocation skips 110 and 112, the workplaces' and this sheet's numbers."""
    wishes: list[Row] = [{"location": "Berlin", "internal_number": None} for _ in range(6)]
    checked = check(*people([*wishes, {"location": "Köln", "internal_number": "116"}]))
    assert checked.allocation is not None
    given = checked.allocation.given.loc[2:7, "internal_number"].tolist()
    assert given == ["114", "115", "117", "118", "119", "123"]


PAIRS: tuple[tuple[tuple[str, str], bool], ...] = (
    (("31", "310"), True),
    (("31", "316789"), True),
    (("3166", "31667"), True),
    (("31", "32"), False),
    (("31", "231"), False),
    (("31", "13"), False),
    (("310", "311"), False),
)


@pytest.mark.parametrize(("pair", "alike"), PAIRS)
def test_an_internal_number_that_begins_another_one_is_told_at_both_rows(pair: tuple[str, str], *, alike: bool) -> None:
    """N-08: a PBX that dials 12 at once never reaches 123."""
    checked = check(*people({"internal_number": number} for number in pair))
    assert [codes(checked, row) for row in (2, 3)] == [{"internal_prefix"} if alike else set()] * 2
    if alike:
        one, other = (told(checked, "internal_prefix", row).params for row in (2, 3))
        assert (one["number"], one["other"], one["rows"]) == (*pair, "3")
        assert (other["number"], other["other"], other["rows"]) == (pair[1], pair[0], "2")


def test_of_many_numbers_behind_a_short_one_each_names_the_short_one() -> None:
    """N-08: the short one names the shortest of them; the first row that has it."""
    numbers = ("3412", "341", "34", "3411", "3411")
    checked = check(*people({"internal_number": number} for number in numbers))
    others = {row: told(checked, "internal_prefix", row).params for row in (2, 3, 4, 5)}
    assert [others[row]["other"] for row in (2, 3, 4, 5)] == ["34", "34", "341", "34"]
    assert [others[row]["rows"] for row in (2, 3, 4, 5)] == ["4", "4", "3", "4"]


def test_an_internal_number_that_begins_one_of_the_account_names_its_workplace() -> None:
    """N-08: Köln has 100; 1005 and 10 begin like it."""
    checked = check(*people({"internal_number": number} for number in ("1005", "10", "190")))
    assert [codes(checked, row) - {"internal_prefix"} for row in (2, 3, 4)] == [{"internal_prefix_known"}] * 2 + [set()]
    assert told(checked, "internal_prefix_known", 2).params == {
        "number": "1005",
        "other": "100",
        "holder": "anna.schmidt",
    }


def test_a_number_that_has_to_change_anyway_begins_nothing() -> None:
    """N-08: 77 is refused, so that 7712 is not told to begin like it, unless the company takes such numbers."""
    refused = check(*people([{"internal_number": "34"}, {"internal_number": "3"}, {"internal_number": "3400000"}]))
    assert [codes(refused, row) for row in (2, 3, 4)] == [set(), {"internal_form"}, {"internal_form"}]
    rules = Rules(warn=("internal_special_function",))
    relaxed = check(*people([{"internal_number": "77"}, {"internal_number": "7712"}]), rules=rules)
    assert [codes(relaxed, row) for row in (2, 3)] == [{"internal_special_function", "internal_prefix"}] * 2


def test_a_wished_extension_is_looked_at_like_a_typed_internal_number() -> None:
    """S-18, N-08: where the row gives no internal number of its own."""
    account = account_of(
        NumberBlock("a", "T-1", "+492214710", "118000", "118009"), NumberBlock("b", "T-1", "+496990009", "01", "09")
    )
    rows: list[Row] = [{"extension": "118001"}, {"extension": "07"}, {"extension": "08", "internal_number": "80"}]
    checked = check(*people({"location": None, **one} for one in rows), account=account)
    assert [codes(checked, row) for row in (2, 3, 4)] == [{"internal_directory_six"}, {"internal_leading_zero"}, set()]
    assert told(checked, "internal_leading_zero", 3).field == "extension"


def looked_through(numbers: list[str]) -> dict[int, str]:
    """The other number that each row is told, by looking at every pair."""
    told = {}
    for row, number in numbered(numbers):
        alike = {one for one in numbers if one != number and (one.startswith(number) or number.startswith(one))}
        if alike:
            told[row] = min(alike, key=lambda one: (len(one), one))
    return told


@settings(deadline=None, max_examples=25)
@given(st.lists(st.from_regex(r"[345][56]{1,5}", fullmatch=True), min_size=1, max_size=12))
def test_prefixes_found_by_lengths_are_those_of_every_pair(numbers: list[str]) -> None:
    """N-08."""
    checked = check(*people({"internal_number": number} for number in numbers))
    told = {one.row: one.params["other"] for one in checked.findings if one.code == "internal_prefix"}
    assert told == looked_through(numbers)
