"""What spreadsheets did to a cell is seen and explained, never silently repaired (domain.md sections 2.4 and 7)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.validation.builders import FIRST_ROW, OF_ADDRESSES, Row, check, codes, numbered, people, told
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.workbooks.grid import Mark
from trunkload.validation.check import Checked
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of

Told = tuple[Row, set[str], str | None]

CELLS: tuple[Told, ...] = (
    # digits lost
    ({"employee_id": "4,71E+11"}, {"digits_lost"}, None),
    ({"postal_code": "5.1E+04"}, {"digits_lost"}, None),
    ({"extension": "1E+05"}, {"digits_lost"}, None),
    ({"internal_number": "1,2E+07"}, {"digits_lost"}, None),
    ({"cost_center": "4,1E+12"}, {"digits_lost"}, None),
    ({"number_block": "4,92E+11"}, {"digits_lost"}, None),
    ({"employee_id": "4E11"}, set(), None),
    # a decimal place that a program added
    ({"employee_id": "4711.0"}, {"decimal_zero"}, "4711"),
    ({"employee_id": "4712,0"}, {"decimal_zero"}, "4712"),
    ({"cost_center": "4100.00"}, set(), None),
    ({"house_number": "12.0"}, {"decimal_zero"}, "12"),
    ({"postal_code": "50667.0"}, {"decimal_zero"}, "50667"),
    # letters for digits
    ({"extension": "3O6"}, {"letters_in_digits"}, "306"),
    ({"internal_number": "4l1"}, {"letters_in_digits"}, "411"),
    ({"internal_number": "SB7"}, {"letters_in_digits"}, "587"),
    ({"postal_code": "5O667"}, {"letters_in_digits"}, "50667"),
    ({"postal_code": "1012BS", "country": "NL"}, set(), None),
    ({"extension": "Bo"}, {"extension_form"}, None),
    ({"extension": "12a"}, {"extension_form"}, None),
    # apostrophes of exports
    ({"employee_id": "'004713"}, {"apostrophe_left"}, "004713"),
    ({"mobile": "\u20190152 28817386"}, {"apostrophe_left"}, "0152 28817386"),
    ({"email": "'ute@example.org'"}, {"apostrophe_left"}, "ute@example.org"),
    ({"first_name": "'Ute'"}, {"apostrophe_left"}, "Ute"),
    ({"last_name": "\u2018D'Angelo\u2019"}, {"apostrophe_left"}, "D'Angelo"),
    ({"last_name": "'t Hooft"}, set(), None),
    ({"first_name": "''"}, {"username_not_derivable"}, None),
    ({"employee_id": "'"}, set(), None),
    # text that an export wrote as a formula
    ({"employee_id": '="004714"'}, {"text_formula"}, "004714"),
    ({"postal_code": '="01067"'}, {"text_formula"}, "01067"),
    ({"mobile": '="0152 28817386"'}, {"text_formula"}, "0152 28817386"),
    ({"first_name": '="Ute"'}, {"text_formula"}, "Ute"),
    ({"activation_date": '="01.03.2027"'}, {"text_formula"}, "01.03.2027"),
    ({"department": '="Abt. ""Süd"""'}, {"text_formula"}, 'Abt. "Süd"'),
    ({"department": '=""'}, set(), None),
    ({"email": '=""'}, {"missing"}, None),
    ({"department": '="Nord"&"Ost"'}, set(), None),
    # characters that nobody sees
    ({"username": "ute\u200b.arndt"}, {"invisible_characters"}, "ute.arndt"),
    ({"email": "ute\u00ad1@example.org"}, {"invisible_characters"}, "ute1@example.org"),
    ({"mobile": "0152\u202a 28817386"}, {"invisible_characters"}, "0152 28817386"),
    ({"last_name": "Mül\u00adler"}, {"invisible_characters"}, "Müller"),
    ({"last_name": "\u202d\u2060Adam\u200e "}, set(), None),
    ({"last_name": "می\u200cروم"}, {"username_not_derivable"}, None),
    # blanks that are none
    ({"last_name": "von\u00a0Arndt"}, {"fixed_blank"}, "von Arndt"),
    ({"location": "K\u00f6ln\u00a0"}, set(), None),
    ({"mobile": "0152\u00a028817386"}, set(), None),
    ({"mobile": "0152\u202f28817386"}, {"fixed_blank"}, "0152 28817386"),
    ({"email": "ute\u00a0b@example.org"}, {"fixed_blank_inside"}, "uteb@example.org"),
    ({"username": "ute\u2009arndt"}, {"fixed_blank_inside"}, "utearndt"),
    ({"employee_id": "47\u00a014"}, {"fixed_blank_inside"}, "4714"),
    # two addresses
    ({"email": "a@example.org; b@example.org"}, {"email_two_addresses"}, "a@example.org"),
    ({"email": "c@example.org oder d@example.org"}, {"email_two_addresses"}, "c@example.org"),
    ({"email": "ute b@example.org, e@example.org"}, {"email_two_addresses"}, None),
    # values of formulas
    ({"mobile": "#NV"}, {"error_value"}, None),
    ({"first_name": "#N/A"}, {"error_value"}, None),
    ({"location": "#BEZUG!"}, {"error_value"}, None),
    ({"auth_without_mobile": "Err:502"}, {"error_value"}, None),
    ({"department": "#NAME?"}, {"error_value_aside"}, None),
    ({"department": "#1 Vertrieb"}, set(), None),
    # truth values
    ({"first_name": "WAHR"}, {"truth_value"}, None),
    ({"last_name": "Wahr"}, set(), None),
    ({"cost_center": "FALSE"}, {"truth_value_aside"}, None),
    ({"remark": "TRUE"}, set(), None),
    ({"auth_without_mobile": "FALSCH"}, set(), None),
    ({"conference_package": "WAHR"}, {"package_ambiguous"}, None),
    # a wrong encoding
    ({"last_name": "MÃ¼ller"}, {"mojibake"}, "Müller"),
    ({"last_name": "GroÃŸ"}, {"mojibake"}, "Groß"),
    ({"last_name": "D\u00e2\u20ac\u2122Angelo"}, {"mojibake"}, "D\u2019Angelo"),
    ({"city": "KÃ¶ln"}, {"mojibake_aside"}, "Köln"),
    ({"last_name": "J\ufffdger"}, {"characters_lost"}, None),
    ({"last_name": "Jï¿½ger"}, {"characters_lost"}, None),
    ({"first_name": "J?rgen"}, {"characters_lost"}, None),
    ({"street": "Domstra?e"}, {"characters_lost_aside"}, None),
    ({"remark": "Montag?nachfragen"}, set(), None),
    ({"last_name": "Ñandú"}, set(), None),
    ({"last_name": "Ângelo"}, set(), None),
    # house numbers
    ({"house_number": "01. Mrz"}, {"house_number_date"}, "1-3"),
    ({"house_number": "1. Mär"}, {"house_number_date"}, "1-3"),
    ({"house_number": "Jan 03"}, {"house_number_date"}, "1-3"),
    ({"house_number": "3-Jan"}, {"house_number_date"}, "1-3"),
    ({"house_number": "2026-03-01"}, {"house_number_date"}, "1-3"),
    ({"house_number": "2026-12-10 00:00:00"}, {"house_number_date"}, "10-12"),
    ({"house_number": "10.02.2026"}, {"house_number_date"}, "2-10"),
    ({"house_number": "Mai 11"}, {"house_number_date"}, "5-11"),
    ({"house_number": "1-3"}, set(), None),
    ({"house_number": "12a"}, set(), None),
    # a mobile number without its beginning
    ({"mobile": "15228817386"}, {"phone_no_prefix"}, "+4915228817386"),
    ({"mobile": "4915228817386"}, {"phone_no_prefix"}, "+4915228817386"),
    ({"mobile": "4915228817386.0"}, {"phone_no_prefix"}, "+4915228817386"),
    ({"mobile": "2214710300"}, {"phone_no_prefix"}, None),
    ({"mobile": "16928817386"}, {"phone_no_prefix"}, None),
    # two numbers
    ({"mobile": "0152 28817386, 0221 4710100"}, {"phone_two_numbers"}, "0152 28817386"),
    ({"mobile": "+49 152 28817386 +49 221 4710100"}, {"phone_two_numbers"}, "+49 152 28817386"),
    ({"phone_number": "0221/4710-303 / 0221 4710-304"}, {"phone_two_numbers"}, "0221/4710-303"),
    ({"mobile": "privat, 0152 28817386 oder 0221 4710100"}, {"phone_two_numbers"}, None),
)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(*people(cells for cells, *_ in CELLS))


@pytest.mark.parametrize(("row", "case"), numbered(CELLS))
def test_damage_is_told_once_with_what_may_be_meant(checked: Checked, row: int, case: Told) -> None:
    _, expected, suggestion = case
    assert codes(checked, row) - OF_ADDRESSES == expected
    found = {one.suggestion for one in checked.findings.of_row(row) if one.code in expected}
    assert found - {None} == ({suggestion} - {None})


UNDERSTOOD: tuple[tuple[Row, str, str], ...] = (
    ({"last_name": "von\u00a0Arndt"}, "family_name", "von Arndt"),
    ({"email": "ute\u200b1@example.org"}, "email", "ute1@example.org"),
    ({"mobile": "'0152 28817386"}, "mobile", "+4915228817386"),
    ({"house_number": "12.0", "street": "Domallee"}, "house_number", "12"),
    ({"last_name": '="Arndt"'}, "family_name", "Arndt"),
    ({"last_name": "'Arndt'"}, "family_name", "Arndt"),
    ({"mobile": '="0152 28817386"'}, "mobile", "+4915228817386"),
    ({"city": "KÃ¶ln", "street": "Domallee"}, "city", "KÃ¶ln"),
)


@pytest.mark.parametrize(("cells", "name", "ordered"), UNDERSTOOD)
def test_what_can_mean_one_thing_only_is_ordered_and_a_doubtful_text_stays(cells: Row, name: str, ordered: str) -> None:
    """A warning either way: a person should look."""
    ready = check(*people([cells])).ready
    assert ready[name].tolist() == [ordered]


def test_a_department_that_is_an_error_value_counts_as_empty() -> None:
    assert check(*people([{"department": "#NV"}])).ready["department"].isna().tolist() == [True]


def test_the_evidence_is_counted_and_named() -> None:
    checked = check(*people([{"username": "u\u200bte\u200d.arndt"}, {"extension": "1lO"}]))
    assert told(checked, "invisible_characters").params == {"count": "2", "which": "U+200B"}
    assert told(checked, "letters_in_digits", FIRST_ROW + 1).params == {"odd": "l", "at": "2"}


def test_the_value_is_shown_as_typed_however_it_is_understood() -> None:
    """Promise 8: a finding further down the line shows the cell, not what was made of it."""
    checked = check(*people([{"postal_code": " '1067.0 "}]))
    told_here = {(one.code.value, one.value, one.suggestion) for one in checked.findings if one.field == "postal_code"}
    assert told_here == {
        ("apostrophe_left", " '1067.0 ", "1067.0"),
        ("decimal_zero", " '1067.0 ", "1067"),
        ("postal_code_zero_lost", " '1067.0 ", "01067"),
    }


MARKS: tuple[tuple[Mark, Row, str, set[str], str | None], ...] = (
    (Mark.NO_RESULT, {"email": None}, "email", {"no_result"}, None),
    (Mark.NO_RESULT, {"mobile": None}, "mobile", {"no_result"}, None),
    (Mark.NO_RESULT, {"remark": None}, "remark", {"no_result"}, None),
    (Mark.ERROR, {"mobile": "#ÜBERLAUF!"}, "mobile", {"error_value"}, None),
    (Mark.ERROR, {"title": "#UNBEKANNT!"}, "title", {"error_value_aside"}, None),
    (Mark.TRUTH, {"city": "wahr"}, "city", {"truth_value"}, None),
    (Mark.TRUTH, {"department": "0"}, "department", {"truth_value_aside"}, None),
    (Mark.TRUTH, {"auth_without_mobile": "FALSCH"}, "auth_without_mobile", set(), None),
    (Mark.DATE, {"house_number": "2026-03-01"}, "house_number", {"house_number_date"}, "1-3"),
    (Mark.DATE, {"extension": "2026-03-01"}, "extension", {"date_stands_here"}, None),
    (Mark.DATE, {"internal_number": "2026-03-01"}, "internal_number", {"date_stands_here"}, None),
    (Mark.DATE, {"employee_id": "2026-03-01"}, "employee_id", {"date_stands_here"}, None),
    (Mark.DATE, {"cost_center": "2026-03-01"}, "cost_center", {"date_stands_here"}, None),
    (Mark.DATE, {"activation_date": "2027-03-01"}, "activation_date", set(), None),
    (Mark.DATE, {"remark": "2027-03-01"}, "remark", set(), None),
    (Mark.MERGED, {"city": "Köln"}, "city", {"merged"}, None),
    (Mark.MERGED_ACROSS, {"street": "Domallee 1"}, "street", {"merged_across"}, None),
)


@pytest.mark.parametrize(("mark", "cells", "field", "expected", "suggestion"), MARKS)
def test_what_the_workbook_says_of_a_cell_is_told_once(
    mark: Mark, cells: Row, field: str, expected: set[str], suggestion: str | None
) -> None:
    """A cell without a result is not called missing, an error value is no bad number."""
    checked = check(*people([cells]), marks={mark: {field: (FIRST_ROW,)}})
    assert codes(checked) - OF_ADDRESSES == expected
    assert {one.suggestion for one in checked.findings if one.code in expected} == ({suggestion} if expected else set())


def test_of_two_marks_of_a_cell_the_graver_is_told() -> None:
    here = (FIRST_ROW,)
    checked = check(*people([{"email": None}]), marks={Mark.MERGED: {"email": here}, Mark.NO_RESULT: {"email": here}})
    assert codes(checked) == {"no_result"}


def test_a_blank_cell_that_is_marked_is_no_error_value() -> None:
    checked = check(*people([{"city": None}]), marks={Mark.ERROR: {"city": (FIRST_ROW,)}})
    assert codes(checked) == set()


BROKEN = st.text(
    alphabet="ÃÂâ€¼ü\u00ad\u200b\u00a0\u202f'´0123456789.,OlSBE+#@;/ -?\ufffdMrzJan\n", min_size=1, max_size=12
)


@settings(deadline=None, max_examples=12)
@given(st.lists(st.dictionaries(st.sampled_from(STAFF_COLUMNS), BROKEN, max_size=6), min_size=1, max_size=6))
def test_however_broken_a_cell_is_it_is_judged_and_told_in_words(cells: list[Row]) -> None:
    """Each is told as typed; what is suggested is never empty and never the same."""
    rows = people(cells)
    for finding in check(*rows).findings:
        words = words_of(finding, None, Lang.DE)
        assert "{" not in words.message + words.fix
        assert finding.suggestion != ""
        if finding.scope == "cell" and finding.field is not None and finding.row is not None:
            assert finding.value == rows[finding.row - FIRST_ROW].get(finding.field)
