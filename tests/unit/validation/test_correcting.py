"""Cells that a person changed lie over the sheet as it was sent, the last change of each cell on top."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from tests.builders import person, staff_sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.validation.correcting import corrected, typed_at
from trunkload.validation.correction import Correction, in_place

SHEET = staff_sheet(person(first_name="Ada", email="ada@"), person(first_name="Ben", email="ben@example.org"))
EMAIL = next(column.letter for column in SHEET.columns if column.field == "email")
FIRST = next(column.letter for column in SHEET.columns if column.field == "first_name")


def change(row: int, column: str, after: str | None, before: str | None = None) -> Correction:
    return Correction(row, column, before, after, "kim", datetime(2026, 11, 26, tzinfo=UTC))


def test_the_last_change_of_a_cell_counts() -> None:
    made = [change(2, EMAIL, "a@example.org"), change(3, FIRST, "Bea"), change(2, EMAIL, "ada@example.org")]
    sheet = corrected(SHEET, made)
    assert sheet.staff["email"].tolist() == ["ada@example.org", "ben@example.org"]
    assert sheet.staff["first_name"].tolist() == ["Ada", "Bea"]
    assert [one.cell for one in in_place(made)] == [f"{EMAIL}2", f"{FIRST}3"]


def test_an_emptied_cell_is_empty_and_dtypes_stay() -> None:
    sheet = corrected(SHEET, [change(2, EMAIL, None)])
    assert sheet.staff["email"].isna().tolist() == [True, False]
    assert sheet.staff.dtypes.equals(SHEET.staff.dtypes)
    assert typed_at(sheet, 2, EMAIL) is None
    assert typed_at(sheet, 3, EMAIL) == "ben@example.org"


def test_what_is_nobodys_cell_or_is_not_read_any_more_changes_nothing() -> None:
    assert corrected(SHEET, [change(99, EMAIL, "x"), change(2, "ZZ", "x")]) is SHEET
    for row, column in ((99, EMAIL), (2, "ZZ")):
        with pytest.raises(KeyError):
            typed_at(SHEET, row, column)


def test_what_the_file_said_of_a_cell_is_true_of_the_old_one_only() -> None:
    marks = {Mark.NUMBER: {"email": pd.Index([2, 3])}}
    sheet = corrected(replace(SHEET, marks=marks), [change(2, EMAIL, "ada@example.org")])
    assert sheet.marked(Mark.NUMBER, "email").tolist() == [3]
