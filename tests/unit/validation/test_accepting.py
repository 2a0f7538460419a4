"""Suggestions of one kind are taken at once, written into the receipt, and visible at each cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, sample_account, staff_sheet
from tests.unit.validation.builders import FIRST_ROW, Row, check, codes, people, told
from tests.unit.validation.causes import all_causes
from tests.unit.validation.test_properties import staff
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.validation.accepting import ACCEPTABLE, NotAcceptableError, codes_to_accept
from trunkload.validation.check import check_sheet
from trunkload.validation.codes import Code
from trunkload.validation.rules import Rules

POSTAL = [Code.POSTAL_CODE_ZERO_LOST]


def test_the_suggestions_of_a_code_are_taken_and_told_at_each_cell() -> None:
    rows = people([{"postal_code": "1067", "street": "Elballee"}, {"postal_code": "01069"}, {"postal_code": "1099"}])
    checked = check(*rows, accept=POSTAL)
    assert (checked.receipt.blocked, checked.receipt.accepted) == (0, {"postal_code_zero_lost": 2})
    note = told(checked, "suggestion_accepted")
    assert (note.field, note.value, note.severity) == ("postal_code", "1067", "note")
    assert note.params == {"accepted": "01067", "of": "postal_code_zero_lost"}
    assert checked.ready.loc[FIRST_ROW, "postal_code"] == "01067"


def test_the_sheet_stays_as_it_was_typed() -> None:
    """Promise 8: reports show what the person wrote."""
    checked = check(*people([{"postal_code": "1067"}]), accept=POSTAL)
    assert checked.sheet.staff["postal_code"].tolist() == ["1067"]


def test_what_is_told_of_a_cell_that_was_taken_still_shows_it_as_typed() -> None:
    checked = check(*people([{"email": "ute\u00a0arndt@localhost"}]), accept=[Code.FIXED_BLANK_INSIDE])
    assert checked.receipt.accepted == {"fixed_blank_inside": 1}
    assert told(checked, "email_form").value == "ute\u00a0arndt@localhost"


def test_nothing_is_taken_that_nobody_accepted() -> None:
    rows = people([{"postal_code": "1067", "mobile": "15228817386", "street": "Elballee", "city": "Dresden"}])
    checked = check(*rows, accept=POSTAL)
    assert codes(checked) == {"phone_no_prefix"}
    assert check(*rows).receipt.accepted == {}
    assert check(*people([{}]), accept=POSTAL).receipt.accepted == {}


def test_a_finding_without_a_suggestion_stays() -> None:
    checked = check(*people([{"mobile": "2214710300"}]), accept=[Code.PHONE_NO_PREFIX])
    assert codes(checked) == {"phone_no_prefix"}
    assert checked.receipt.accepted == {}


CHAINS: tuple[tuple[Row, str, list[Code], str, dict[str, int]], ...] = (
    ({"mobile": "'15228817386"}, "mobile", [Code.PHONE_NO_PREFIX], "+4915228817386", {"phone_no_prefix": 1}),
    (
        {"mobile": "l5228817386"},
        "mobile",
        [Code.PHONE_CHARACTERS, Code.PHONE_NO_PREFIX],
        "+4915228817386",
        {"phone_characters": 1, "phone_no_prefix": 1},
    ),
    (
        {"postal_code": "1O67", "street": "Elballee"},
        "postal_code",
        [*POSTAL, Code.LETTERS_IN_DIGITS],
        "01067",
        {"letters_in_digits": 1, "postal_code_zero_lost": 1},
    ),
)


@pytest.mark.parametrize(("cells", "name", "accept", "ordered", "counts"), CHAINS)
def test_a_suggestion_that_brings_up_another_one_is_followed(
    cells: Row, name: str, accept: list[Code], ordered: str, counts: dict[str, int]
) -> None:
    checked = check(*people([cells]), accept=accept)
    assert checked.ready[name].tolist() == [ordered]
    assert checked.receipt.accepted == counts


def test_what_the_workbook_said_of_the_cell_is_over_with_it() -> None:
    checked = check(
        *people([{"house_number": "2026-03-01", "street": "Domallee"}]),
        marks={Mark.DATE: {"house_number": (FIRST_ROW,)}},
        accept=[Code.HOUSE_NUMBER_DATE],
    )
    assert checked.ready["house_number"].tolist() == ["1-3"]


def test_an_accepted_name_is_the_persons_name() -> None:
    """Promise 5: whoever has a workplace under the right name is known by it."""
    first, again = people([{"last_name": "Müller"}])[0], people([{"last_name": "MÃ¼ller"}])[0]
    assert codes(check(first, again, accept=[Code.MOJIBAKE])) == {"person_twice"}


def test_codes_are_named_one_by_one_or_with_commas() -> None:
    assert codes_to_accept(["mojibake, date_serial", "mojibake", ""]) == {Code.MOJIBAKE, Code.DATE_SERIAL}
    with pytest.raises(NotAcceptableError) as failed:
        codes_to_accept(["mojibake,nonsense", "missing", "nonsense"])
    assert failed.value.names == ("nonsense", "missing")


def test_just_the_codes_that_have_suggestions_can_be_accepted() -> None:
    """A proposed username is in force without anybody's word."""
    suggesting = {one.code for one in all_causes().findings if one.suggestion is not None and one.scope == "cell"}
    assert suggesting | {Code.PHONE_NO_PREFIX} == ACCEPTABLE | {Code.USERNAME_PROPOSED}


@settings(deadline=None, max_examples=7)
@given(staff(), st.sets(st.sampled_from(sorted(ACCEPTABLE))))
def test_whatever_is_accepted_the_receipt_adds_up_and_every_cell_taken_is_told(
    rows: list[Row], accept: set[Code]
) -> None:
    """Promise 1."""
    sheet: Sheet = staff_sheet(*rows)
    checked = check_sheet(sheet, sample_account(), Rules(), TODAY, frozenset(accept))
    notes = [one for one in checked.findings if one.code is Code.SUGGESTION_ACCEPTED]
    assert checked.receipt.rows == len(rows)
    assert len(notes) == sum(checked.receipt.accepted.values())
    assert set(checked.receipt.accepted) <= {code.value for code in accept}
    for note in notes:
        assert note.value == sheet.staff[note.field].to_dict()[note.row]
