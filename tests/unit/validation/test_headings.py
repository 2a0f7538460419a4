"""What is to be done about a cause is told in the imperative, counted, in both languages."""

import pytest

from trunkload.intake.field_names import field_names
from trunkload.validation.catalog import CATALOG
from trunkload.validation.codes import Code
from trunkload.validation.findings import Finding, Scope, Severity
from trunkload.validation.groups import Group
from trunkload.validation.headings import _families, _table, heading_of
from trunkload.validation.language import Lang


def group(code: Code, field: str | None, *rows: int, value: str | None = None) -> Group:
    severity = CATALOG[code].severity
    return Group(Finding(code, severity, Scope.CELL, rows[0], field, "E", value), rows, alike=False, suggested=0)


@pytest.mark.parametrize(
    ("lang", "one", "many"),
    [
        (Lang.EN, "Fix 1 mobile number", "Fix 2 mobile numbers"),
        (Lang.DE, "Korrigieren Sie 1 Mobilfunknummer", "Korrigieren Sie 2 Mobilfunknummern"),
    ],
)
def test_bad_values_are_counted_by_what_they_are(lang: Lang, one: str, many: str) -> None:
    assert heading_of(group(Code.PHONE_CHARACTERS, "mobile", 7), "Handy", lang) == one
    assert heading_of(group(Code.PHONE_CHARACTERS, "mobile", 7, 9), "Handy", lang) == many


def test_what_is_missing_is_named_by_the_persons_own_header() -> None:
    missing = group(Code.MISSING, "location", *range(2, 1236))
    assert heading_of(missing, "Standort/Büro", Lang.DE) == "Tragen Sie in 1.234 Zeilen „Standort/Büro“ ein"
    assert heading_of(missing, None, Lang.EN) == "Enter “Site” in 1,234 rows"


def test_a_word_that_many_rows_hold_is_named() -> None:
    site = group(Code.SITE_UNKNOWN, "location", 2, 3, value=" Muenchen ")
    assert heading_of(site, "Standort", Lang.DE) == "Korrigieren Sie „Muenchen“ bei „Standort“ in 2 Zeilen"


def test_a_warning_is_to_be_checked_and_a_row_without_field_is_a_row() -> None:
    assert heading_of(group(Code.NAME_HAS_DIGITS, "first_name", 2), "V", Lang.EN) == "Check 1 first name"
    assert heading_of(group(Code.DELIVERY_UNCLEAR, None, 2, 4), None, Lang.EN) == (
        "Say in 2 rows how the password is delivered"
    )
    assert heading_of(group(Code.WORKPLACE_CANNOT_MOVE, None, 2, 4), None, Lang.DE) == "Korrigieren Sie 2 Zeilen"


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("code", [code for code in Code if CATALOG[code].severity is not Severity.NOTE])
def test_every_cause_has_a_heading_for_one_row_and_for_many(code: Code, lang: Lang) -> None:
    for field in (None, *field_names(lang)):
        one, many = (heading_of(group(code, field, *rows), "Kopf", lang) for rows in ((2,), (2, 3)))
        assert "1 " in one
        assert one != many


def test_families_name_codes_that_there_are_and_each_once() -> None:
    named = [code for family in _table()["families"].values() for code in family.get("codes", ())]
    assert sorted(named) == sorted(set(named))
    assert set(_families()) <= {code.value for code in Code}
