"""Knows the workbook that is marked: sixteen columns of text, of which every 33rd row has something to fix."""

from pathlib import Path
from typing import Final

import pandas as pd
import xlsxwriter

from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.sheet import Column, FileFacts, Sheet
from trunkload.intake.workbooks.grid import letter_of
from trunkload.reports.workbook.marks import CellMark, Marks, RowMark
from trunkload.validation.findings import Severity

COLUMNS: Final = 16
EVERY: Final = 33
MARKED: Final = 5
"""The column with something to fix, from 0."""

NAME: Final = "Neu"


def write_book(path: Path, rows: int) -> Path:
    """Texts of the usual length, in shared strings as Excel writes them."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(NAME)
        for row in range(rows + 1):
            for column in range(COLUMNS):
                page.write_string(row, column, f"{letter_of(column)} {row if column < MARKED else row % 97}")
    return path


def sheet_of(path: Path) -> Sheet:
    """What marking needs to know of the sheet; the cells are not read for it."""
    facts = FileFacts(path.name, "0" * 64, path.stat().st_size, "xlsx", NAME, None, None, 1)
    columns = tuple(Column(letter_of(at), letter_of(at), None, "unknown") for at in range(COLUMNS))
    return Sheet(facts, columns, pd.DataFrame())


def read_sheet_of(rows: int) -> Sheet:
    """The same list as it is read: all of its columns are known, so all of them are kept."""
    fields = STAFF_COLUMNS[:COLUMNS]
    numbers = range(1, rows + 1)
    texts = {
        field: [f"{letter_of(at)} {row if at < MARKED else row % 97}" for row in numbers]
        for at, field in enumerate(fields)
    }
    staff = pd.DataFrame(texts, dtype="string[pyarrow]", index=pd.RangeIndex(2, rows + 2, name="row"))
    facts = FileFacts("staff.xlsx", "0" * 64, 0, "xlsx", NAME, None, None, 1)
    columns = tuple(Column(letter_of(at), letter_of(at), field, "synonym") for at, field in enumerate(fields))
    return Sheet(facts, columns, staff)


def marks_of(rows: int) -> Marks:
    """A status for every row, and a red cell with a comment in every 33rd."""
    to_fix = range(2, rows + 2, EVERY)
    told = {row: RowMark("", "Ready", None) for row in range(2, rows + 2)}
    told |= {row: RowMark(f"F{row}: Enter it anew.", "To fix", Severity.BLOCKED) for row in to_fix}
    cells = tuple(CellMark(row, MARKED, Severity.BLOCKED, "Enter it anew.") for row in to_fix)
    return Marks(cells, told, ("What to do", "Status"), "Summary", (("rows", str(rows)),))
