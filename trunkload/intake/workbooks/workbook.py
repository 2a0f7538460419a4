"""Knows how an Excel workbook becomes raw cells: python-calamine reads, after the XML has been looked through."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import numpy as np
from python_calamine import CalamineError, CalamineWorkbook

from trunkload.intake.limits import Limits
from trunkload.intake.raw import Mark, RawFile, RawTable, refuse_long_cells, text_columns
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.archive import open_archive
from trunkload.intake.workbooks.package import format_of, refuse_document_types, visible_worksheets, zero_padded_styles
from trunkload.intake.workbooks.worksheet import Layout, read_layout

Cell = int | float | str | bool | time | date | datetime | timedelta
EXACT_BELOW = 1e15
"""A spreadsheet keeps 15 digits of a number; from here on some of them are lost."""


def read_workbook(content: bytes, limits: Limits) -> RawFile:
    """Raw cells of every visible worksheet; raises Refused, whatever the reader does with a damaged file."""
    archive = open_archive(content, limits)
    format_ = format_of(archive)
    parts = visible_worksheets(archive)
    refuse_document_types(archive, walked_later=parts.values())
    padded = zero_padded_styles(archive)
    layouts = [read_layout(archive.unpacked(part), name, padded, limits) for name, part in parts.items()]
    with reader_failures_as_ours():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = tuple(_table(workbook, layout, limits) for layout in layouts)
    return RawFile(format=format_, tables=tables, sheets=tuple(parts))


@contextmanager
def reader_failures_as_ours() -> Iterator[None]:
    """The reader panics on some damage, and a panic is no Exception."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, CalamineError | OSError | ValueError) or type(error).__name__ == "PanicException":
            raise Refused(RefusalCode.UNREADABLE, params={"what": "workbook"}) from None
        raise


def _table(workbook: CalamineWorkbook, layout: Layout, limits: Limits) -> RawTable:
    """Values as the person sees them."""
    with reader_failures_as_ours():
        sheet = workbook.get_sheet_by_name(layout.sheet)
        top, left = sheet.start or (0, 0)
        columns = list(zip(*sheet.to_python(), strict=True))
    numbers = {}
    shown = []
    for place, column in enumerate(columns, start=left):
        text, rows = _shown_column(column, top + 1, layout, place)
        shown.append(text)
        if rows:
            numbers[place] = rows
    table = RawTable(
        sheet=layout.sheet,
        first_row=top + 1,
        height=len(columns[0]) if columns else 0,
        columns=text_columns(shown, first_column=left),
        marks={Mark.NUMBER: {place: np.array(rows) for place, rows in numbers.items()}},
        hidden_columns=frozenset(layout.hidden_columns),
        hidden_rows=frozenset(layout.hidden_rows),
    )
    refuse_long_cells(table, limits)
    return table


def _shown_column(
    column: Sequence[Cell], first_row: int, layout: Layout, place: int
) -> tuple[list[str], tuple[int, ...]]:
    """The column's texts, and the rows whose cell is a number."""
    if all(kind is str for kind in set(map(type, column))) and place not in layout.errors:
        return list(column), ()  # type: ignore[arg-type]  # the line above has looked at every cell
    text = [cell if type(cell) is str else shown_text(cell) for cell in column]
    numbers = tuple(row for row, cell in enumerate(column, first_row) if type(cell) in (int, float))
    for row, digits in layout.zero_padded.get(place, {}).items():
        if first_row <= row < first_row + len(text) and type(column[row - first_row]) in (int, float):
            text[row - first_row] = text[row - first_row].zfill(digits)
    for row, error in layout.errors.get(place, {}).items():
        if first_row <= row < first_row + len(text):
            text[row - first_row] = error
    return text, numbers


def shown_text(cell: Cell) -> str:
    """A cell's value in the one notation that we use: whole numbers without a point, dates as ISO text."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number(float(cell))
    if isinstance(cell, datetime):
        day_only = cell.time() == time()
        return cell.date().isoformat() if day_only else cell.isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _number(value: float) -> str:
    if abs(value) >= EXACT_BELOW:
        return f"{value:.15G}"
    return str(int(value)) if value.is_integer() else repr(value)
