from collections import Counter
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, sample_account, staff_sheet
from tests.unit.validation.builders import Row, people
from trunkload.intake.fields import STAFF_COLUMNS, Field
from trunkload.intake.sheet import Sheet, Skipped
from trunkload.validation.check import Checked, check_sheet
from trunkload.validation.codes import Code
from trunkload.validation.language import Lang
from trunkload.validation.rules import Delivery, Policy, Rules
from trunkload.validation.wording import words_of

LIKELY: dict[str, tuple[str, ...]] = {
    Field.FIRST_NAME: ("Ute", "Anna", "Jürgen", "美香", "JÃ¼rgen", "#NV", "J?rgen"),
    Field.LAST_NAME: ("Beck", "Schmidt", "O’Neil"),
    Field.EMAIL: (
        "ute.beck@example.org",
        "anna.schmidt@example.org",
        "info@example.org",
        "ute@",
        "ute\u200b@example.org",
        "a@example.org; b@example.org",
    ),
    Field.AUTH_EMAIL: ("Ute.Beck@example.org", "x@example.com"),
    Field.MOBILE: (
        "0152 28817386",
        "+49 (0)152 28817386",
        "O152 28817386",
        "0221 4710100",
        "+999 1",
        "15228817386",
        "'0152 28817386",
    ),
    Field.AUTH_WITHOUT_MOBILE: ("ja", "nein", "x"),
    Field.USERNAME: ("ute.beck", "Ute.Beck", "ab", "12345", "anna.schmidt"),
    Field.TRUNK: ("KOELN-1", "Berlin", "BONN-1"),
    Field.LOCATION: ("Köln", "Berlin", "Bonn"),
    Field.PHONE_NUMBER: ("0221 4710-150", "2214710151", "auto", "0221 4710-100", "030 23125130", "110", "+0049 1"),
    Field.EXTENSION: ("150", "12", "110", "130", "200", "1S0", "1E+05"),
    Field.INTERNAL_NUMBER: ("150", "77", "4711", "100"),
    Field.NUMBER_BLOCK: ("0221 4710", "berlin-23125", "0221 1"),
    Field.CONFERENCE_PACKAGE: ("Plus", "Premium", "ja", "Konferenz"),
    Field.ACTIVATION_DATE: ("01.03.2027", "2026-11-22", "31.02.2027", "46447", "03/15/2027", "04.03.2027"),
    Field.HOUSE_NUMBER: ("1-3", "01. Mrz", "12.0"),
    Field.EMPLOYEE_ID: ("7", "007", "a7", "A7", "7.0"),
    Field.POSTAL_CODE: ("1067", "01067"),
    Field.COUNTRY: ("AT", "Deutschland", "Narnia"),
    Field.ACTION: ("neu", "löschen"),
}

ANYTHING = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=12)


def cells(field: str) -> st.SearchStrategy[str | None]:
    likely = st.sampled_from([None, *LIKELY.get(field, ())])
    return st.one_of(likely, likely, ANYTHING)


FIELDS = st.sets(st.sampled_from(STAFF_COLUMNS), min_size=4).map(lambda found: sorted(found | {Field.LAST_NAME}))


@st.composite
def staff(draw: st.DrawFn) -> list[Row]:
    """Rows of one sheet: some columns, likely cells, and now and then anything."""
    fields = draw(FIELDS)
    right: Row = {
        Field.FIRST_NAME: "Ute",
        Field.EMAIL: "ute@example.org",
        Field.LOCATION: "Köln",
        Field.MOBILE: "0152 28817386",
    }
    row = st.fixed_dictionaries({field: cells(field) for field in fields})
    return [{**right, **one} for one in draw(st.lists(row, min_size=1, max_size=7))]


def judged(sheet: Sheet, rules: Rules | None = None) -> Checked:
    return check_sheet(sheet, sample_account(), rules or Rules(), TODAY)


RULES = st.builds(
    Rules,
    required=st.sampled_from([("last_name",), ("first_name", "last_name", "trunk", "mobile", "auth_email")]),
    policy=st.sampled_from(Policy),
    delivery=st.sampled_from(Delivery),
)


@settings(deadline=None, max_examples=7)
@given(staff(), RULES, st.integers(0, 3))
def test_whatever_a_sheet_holds_the_receipt_adds_up_and_no_number_is_given_wrongly(
    rows: list[Row], rules: Rules, blank: int
) -> None:
    """Promise 1, S-13, R-01, R-04: one number for each ready row, free on its trunk and its own."""
    sheet = staff_sheet(*rows)
    skipped = Skipped(blank=tuple(range(100, 100 + blank)), footer=(99,))
    checked = judged(Sheet(sheet.facts, sheet.columns, sheet.staff, skipped), rules)
    receipt = checked.receipt
    assert receipt.rows == len(rows) + blank + 1
    assert receipt.to_order + receipt.blocked + receipt.skipped == receipt.rows
    assert checked.allocation is not None
    given = checked.allocation.given.loc[checked.ready.index]
    known = sample_account().numbers.loc[given["number"]]
    assert (known["state"] == "free").all()
    assert known["trunk"].tolist() == checked.ready["trunk"].tolist()
    for unique in (given["number"], given["internal_number"], checked.ready["username"]):
        assert unique.notna().all()
        assert unique.is_unique


@settings(deadline=None, max_examples=7)
@given(staff())
def test_every_finding_is_told_in_both_languages_with_the_cell_as_typed(rows: list[Row]) -> None:
    """Promise 8, promise 9."""
    sheet = staff_sheet(*rows)
    for finding in judged(sheet).findings:
        assert finding.row is not None
        if finding.value is not None:
            assert sheet.staff[finding.field].to_dict()[finding.row] == finding.value
        for lang in Lang:
            words = words_of(finding, "Spalte", lang)
            assert "{" not in words.message + words.fix
            assert words.fix.endswith(".")


BY_ORDER = {Code.USERNAME_PROPOSED, Code.NO_FREE_NUMBER, Code.WORKPLACES_EXHAUSTED, Code.PACKAGE_EXHAUSTED}
"""Who comes first gets the plain username and the last number; all else is no matter of order."""


def told(rows: list[Row]) -> Counter[Any]:
    """What is told of each row, whatever its number."""
    return Counter(
        (
            *(tuple(rows[finding.row - 2].values()), finding.code, finding.field, finding.value, finding.suggestion),
            *((name, text) for name, text in finding.params.items() if name not in {"rows", "cells"}),
        )
        for finding in judged(staff_sheet(*rows)).findings
        if finding.row is not None and finding.code not in BY_ORDER
    )


@settings(deadline=None, max_examples=12)
@given(staff().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_a_sheet_that_was_sorted_anew_is_told_the_same(both: tuple[list[Row], list[Row]]) -> None:
    """Promise 5: what is told of a row does not depend on where it stands."""
    rows, sorted_anew = both
    assert told(rows) == told(sorted_anew)


BAD_ROWS: tuple[Row, ...] = (
    {"first_name": None, "last_name": "Zweig", "email": "a.zweig@example.org"},
    {"first_name": "Ina", "last_name": "Zweig", "email": "ina.zweig"},
    {"first_name": "Ina", "last_name": "Zweig", "email": "ina.zweig@example.org", "username": "ina..zweig"},
    {"first_name": "Ina", "last_name": "Zweig", "email": "ina.zweig@example.org", "location": "Nirgendwo"},
)


@settings(deadline=None, max_examples=12)
@given(staff(), st.sampled_from(BAD_ROWS))
def test_one_more_bad_row_changes_nothing_for_the_others(rows: list[Row], bad: Row) -> None:
    before, after = told(rows), told([*rows, dict.fromkeys(rows[0]) | bad])
    assert not before - after
    assert all("Zweig" in what[0] for what in after - before)


WRITTEN = {
    "first_name": "given_name",
    "last_name": "family_name",
    "email": "email",
    "mobile": "mobile",
    "username": "username",
    "trunk": "trunk",
    "conference_package": "package",
    "activation_date": "start_date",
    "street": "street",
    "house_number": "house_number",
    "postal_code": "postal_code",
    "city": "city",
    "country": "country",
}
"""What is ordered of a row, by the column that says so."""

OF_THE_DATA = {
    Code.NAME_HAS_DIGITS,
    Code.EMAIL_SHARED,
    Code.AUTH_EMAIL_REPEATED,
    Code.MOBILE_FOREIGN,
    Code.USERNAME_DIGITS_ONLY,
    Code.ADDRESS_NOT_USED,
}
"""True of a row however it is written."""

OF_THE_NUMBERS = {Code.INTERNAL_LEADING_ZERO, Code.INTERNAL_PREFIX, Code.INTERNAL_PREFIX_KNOWN}
"""True of numbers that were allocated: told of those that a row gives itself."""


def as_ordered(checked: Checked) -> list[Row]:
    """A sheet that asks for just what `checked` would order."""
    assert checked.allocation is not None
    new = checked.ready[checked.ready["action"] == "add"]
    numbers = checked.allocation.given.loc[new.index, ["number", "internal_number"]]
    columns = (
        new[[*WRITTEN.values()]]
        .set_axis([*WRITTEN], axis="columns")
        .assign(
            phone_number=numbers["number"],
            internal_number=numbers["internal_number"],
            auth_without_mobile=new["mobile"].isna().map({True: "ja", False: "nein"}),
        )
    )
    return [
        {str(name): None if pd.isna(cell) else str(cell) for name, cell in row.items()}
        for row in columns.to_dict("records")
    ]


RIGHT_CELLS: dict[str, tuple[str | None, ...]] = {
    "username": (None, "Ute.Beck", "x12345"),
    "mobile": ("0152 28817386", "+49 (0)152 28817386", "0049 152 28817386"),
    "phone_number": (None, "0221 4710-150", "auto"),
    "conference_package": (None, "Plus", "keins"),
    "activation_date": (None, "01.03.2027", "2027-03-01"),
    "location": ("Köln", "Berlin"),
    "country": (None, "Deutschland", "AT"),
}
RIGHT_ROW = st.fixed_dictionaries({name: st.sampled_from(some) for name, some in RIGHT_CELLS.items()})


@settings(deadline=None, max_examples=12)
@given(st.lists(RIGHT_ROW, min_size=1, max_size=4).map(lambda rows: people([{}, *rows])))
def test_of_what_was_accepted_nothing_is_told_when_it_is_sent_as_it_was_understood(rows: list[Row]) -> None:
    """Values that were normalised, proposed and allocated are right as they are."""
    again = as_ordered(judged(staff_sheet(*rows)))
    assert again
    findings = judged(staff_sheet(*again)).findings
    assert {one.code for one in findings} <= OF_THE_DATA | OF_THE_NUMBERS
