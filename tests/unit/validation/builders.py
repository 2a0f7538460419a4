"""Knows how tests check small sheets: one person for each case, so that the table of a rule is one check."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import ascii_uppercase
from typing import TypeVar

import pandas as pd

from tests.builders import TODAY, sample_account, someone, staff_sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import Account
from trunkload.validation.check import Checked, check_sheet
from trunkload.validation.codes import Code
from trunkload.validation.findings import Finding, Severity
from trunkload.validation.rules import Rules

Row = dict[str, str | None]
Case = TypeVar("Case")

FIRST_ROW = 2


def check(
    *rows: Row,
    account: Account | None = None,
    rules: Rules | None = None,
    marks: Mapping[Mark, Mapping[str, tuple[int, ...]]] | None = None,
    accept: Iterable[Code] = (),
    date_system: int | None = None,
) -> Checked:
    """The rows checked against `account`, or the sample account."""
    by_mark = (marks or {}).items()
    marked = {mark: {field: pd.Index(rows) for field, rows in of_mark.items()} for mark, of_mark in by_mark}
    sheet = staff_sheet(*rows)
    sheet = replace(sheet, marks=marked, facts=replace(sheet.facts, date_system=date_system))
    return check_sheet(sheet, account or sample_account(), rules or Rules(), TODAY, frozenset(accept))


def another(number: int, **cells: str | None) -> Row:
    """The right row of one more person, with `cells` changed."""
    first, second = divmod(number, len(ascii_uppercase))
    return someone("Person", ascii_uppercase[first] + ascii_uppercase[second].lower() + "berg", **cells)


def people(cells: Iterable[Row]) -> list[Row]:
    """One person for each dict of cells."""
    return [another(number, **changed) for number, changed in enumerate(cells)]


def numbered(cases: Iterable[Case]) -> list[tuple[int, Case]]:
    """Each case with the row that it gets in a sheet."""
    return list(enumerate(cases, FIRST_ROW))


OF_ADDRESSES = {"address_incomplete", "address_not_used"}
"""Told of nearly every row that tests give one cell of an address; `test_places` looks at them."""


def codes(checked: Checked, row: int = FIRST_ROW) -> set[str]:
    """What blocks or warns in a row; a proposed username is no more than a note."""
    return {one.code.value for one in checked.findings.of_row(row) if one.severity is not Severity.NOTE}


def told(checked: Checked, code: str, row: int = FIRST_ROW) -> Finding:
    """The one finding of that code in that row."""
    (finding,) = [one for one in checked.findings.of_row(row) if one.code == code]
    return finding
