"""Knows the records of one worksheet of a binary workbook: cells, what is hidden, what is merged."""

import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from trunkload.intake.limits import Limits
from trunkload.intake.workbooks.allowance import Allowance
from trunkload.intake.workbooks.damaged import damaged
from trunkload.intake.workbooks.grid import Grid, Mark
from trunkload.intake.workbooks.shown import shown_truth, shown_value
from trunkload.intake.workbooks.xls.biff import error_of, real_of
from trunkload.intake.workbooks.xlsb import records as kinds
from trunkload.intake.workbooks.xlsb.records import Record, text_at, unpacked

ROW: Final = struct.Struct("<IIHBB")
ROW_HIDDEN: Final = 0x10
COLUMNS: Final = struct.Struct("<IIIIH")
COLUMN_HIDDEN: Final = 0x01
AREA: Final = struct.Struct("<IIII")
CELL, SHORT_CELL = struct.Struct("<II"), struct.Struct("<I")
"""Column (left out of a short one) and the number of the cell's format in 24 bits."""
FORMAT_BITS: Final = 0xFFFFFF
REAL, WHOLE, BYTE = struct.Struct("<d"), struct.Struct("<I"), struct.Struct("<B")
RICH_FLAGS: Final = 1


@dataclass(frozen=True, slots=True)
class Shared:
    """What every worksheet of the workbook needs; `codes` are the number formats by the number of a cell's format."""

    texts: Sequence[str]
    codes: Sequence[str]
    date_system: int


def read_worksheet(records: Iterable[Record], name: str, shared: Shared, limits: Limits, allowance: Allowance) -> Grid:
    """The worksheet of these records; raises Refused for damage and beyond the limits."""
    reading = _Reading(shared, Grid(name, limits), allowance)
    for kind, body in records:
        if kind in CELLS:
            reading.cell(body, CELLS[kind], CELL)
        elif kind in SHORT_CELLS:
            reading.cell(body, SHORT_CELLS[kind], SHORT_CELL)
        elif kind in OTHERS:
            OTHERS[kind](reading, body)
    return reading.grid


class _Reading:
    """The state of the walk: the row, and the column of the cell before."""

    def __init__(self, shared: Shared, grid: Grid, allowance: Allowance) -> None:
        self.shared = shared
        self.grid = grid
        self.allowance = allowance
        self.row, self.column, self.format = 0, -1, 0

    def cell(self, body: bytes, put: "PutCell", start: struct.Struct) -> None:
        """Cells come from left to right."""
        *column, format_ = unpacked(start, body)
        place = column[0] if column else self.column + 1
        if place <= self.column or not self.row:
            raise damaged()
        self.column, self.format = place, format_ & FORMAT_BITS
        put(self, body, start.size)

    def start_row(self, body: bytes) -> None:
        """Rows come from top to bottom."""
        row, _, height, _, options = unpacked(ROW, body)
        if row < self.row:
            raise damaged()
        self.row, self.column = row + 1, -1
        if (options & ROW_HIDDEN or not height) and self.row <= self.grid.limits.rows:
            self.grid.hidden_rows.add(self.row)

    def columns(self, body: bytes) -> None:
        first, last, width, _, options = unpacked(COLUMNS, body)
        if options & COLUMN_HIDDEN or not width:
            self.grid.hidden_columns.update(range(first, min(last + 1, self.grid.limits.columns)))

    def merged(self, body: bytes) -> None:
        """What lies beyond our limits is not there."""
        first_row, last_row, first_column, last_column = unpacked(AREA, body)
        limits = self.grid.limits
        if first_row < limits.rows and first_column < limits.columns:
            last = min(last_row + 1, limits.rows), min(last_column, limits.columns - 1)
            self.grid.merged.append((first_row + 1, first_column, *last))

    def blank(self, body: bytes, at: int) -> None:
        """Only its place counts, for a short cell that comes after it."""

    def text(self, body: bytes, at: int) -> None:
        self._put(text_at(body, at)[0])

    def rich_text(self, body: bytes, at: int) -> None:
        self._put(text_at(body, at + RICH_FLAGS)[0])

    def shared_text(self, body: bytes, at: int) -> None:
        number = self._one(WHOLE, body, at)
        if number >= len(self.shared.texts):
            raise damaged()
        self._put(self.shared.texts[number])

    def number(self, body: bytes, at: int) -> None:
        self._put_number(self._one(REAL, body, at))

    def packed_number(self, body: bytes, at: int) -> None:
        self._put_number(real_of(self._one(WHOLE, body, at)))

    def truth(self, body: bytes, at: int) -> None:
        self._put(shown_truth(self._one(BYTE, body, at) != 0), Mark.TRUTH)

    def error(self, body: bytes, at: int) -> None:
        self._put(error_of(self._one(BYTE, body, at)), Mark.ERROR)

    def _one(self, layout: struct.Struct, body: bytes, at: int) -> Any:  # noqa: ANN401  # the layout says what it is
        return unpacked(layout, body, at)[0]

    def _put_number(self, value: float) -> None:
        codes = self.shared.codes
        if codes and self.format >= len(codes):
            raise damaged()
        text, is_date = shown_value(value, codes[self.format] if codes else "General", self.shared.date_system)
        self._put(text, Mark.DATE if is_date else Mark.NUMBER)

    def _put(self, text: str, mark: Mark | None = None) -> None:
        self.allowance.take(1, self.grid.sheet)
        limits = self.grid.limits
        if self.row > limits.rows or self.column >= limits.columns:
            self.grid.check_place(self.row, self.column)
        self.grid.put(self.row, self.column, text, mark)


PutCell = Callable[[_Reading, bytes, int], None]

CELLS: Final[dict[int, PutCell]] = {
    kinds.CELL_BLANK: _Reading.blank,
    kinds.CELL_RK: _Reading.packed_number,
    kinds.CELL_ERROR: _Reading.error,
    kinds.CELL_BOOL: _Reading.truth,
    kinds.CELL_REAL: _Reading.number,
    kinds.CELL_TEXT: _Reading.text,
    kinds.CELL_SHARED: _Reading.shared_text,
    kinds.CELL_RICH_TEXT: _Reading.rich_text,
    kinds.FORMULA_TEXT: _Reading.text,
    kinds.FORMULA_NUMBER: _Reading.number,
    kinds.FORMULA_BOOL: _Reading.truth,
    kinds.FORMULA_ERROR: _Reading.error,
}
SHORT_CELLS: Final[dict[int, PutCell]] = {
    kinds.SHORT_BLANK: _Reading.blank,
    kinds.SHORT_RK: _Reading.packed_number,
    kinds.SHORT_ERROR: _Reading.error,
    kinds.SHORT_BOOL: _Reading.truth,
    kinds.SHORT_REAL: _Reading.number,
    kinds.SHORT_TEXT: _Reading.text,
    kinds.SHORT_SHARED: _Reading.shared_text,
}
OTHERS: Final[dict[int, Callable[[_Reading, bytes], None]]] = {
    kinds.ROW: _Reading.start_row,
    kinds.COLUMNS: _Reading.columns,
    kinds.MERGED: _Reading.merged,
}
