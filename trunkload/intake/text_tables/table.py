"""Knows how the cells of a text table become a RawTable: large ones with Arrow, whatever is in doubt row by row."""

from typing import Final

import numpy as np
import pyarrow as pa

from trunkload.intake.limits import Limits
from trunkload.intake.raw import RawTable, any_filled, refuse_long_cells
from trunkload.intake.text_tables.dialect import Dialect
from trunkload.intake.text_tables.growing import GrowingColumn, Room
from trunkload.intake.text_tables.quotes import Span
from trunkload.intake.text_tables.records import Piece, exact_piece, refuse_cells

PIECE: Final = 1 << 20
LARGE: Final = 256 << 10
"""Bytes from which on a file repays that Arrow's reader is loaded."""

TIDY: Final = 32
"""After so many pieces Arrow gives back the memory that it keeps for the next one."""


def table_of(content: bytes, dialect: Dialect, limits: Limits, *, piece: int = PIECE, large: int = LARGE) -> RawTable:
    """The table that stands in `content` (UTF-8); raises Refused where it is too large or its quotes do not close.

    It is read in pieces of about `piece` bytes, with Arrow from `large` bytes on: the table is the same either way.
    """
    growing = _Growing()
    start, count = dialect.start, 0
    with_arrow = len(content) >= large and 1 < dialect.width <= limits.columns
    while start < len(content):
        span = Span(content, start, start + piece, growing.height + 1)
        read = _piece(span, dialect, limits, with_arrow=with_arrow)
        start, count = read.end, count + 1
        refuse_cells(max(growing.width, len(read.columns)), growing.height + len(read.widths), limits)
        growing.add(read, share=start / len(content))
        if with_arrow and (count % TIDY == 0 or start == len(content)):
            del read
            pa.default_memory_pool().release_unused()
    table = growing.grown()
    refuse_long_cells(table, limits)
    return table


def _piece(span: Span, dialect: Dialect, limits: Limits, *, with_arrow: bool) -> Piece:
    if with_arrow:
        from trunkload.intake.text_tables.blocks import arrow_piece  # noqa: PLC0415  # a small file is read sooner than this loads

        if piece := arrow_piece(span, dialect, limits):
            return piece
    return exact_piece(span, dialect, limits)


class _Growing:
    """The rows so far."""

    def __init__(self) -> None:
        self.height = 0
        self._columns: list[GrowingColumn] = []
        self._widths = Room()

    @property
    def width(self) -> int:
        return len(self._columns)

    def add(self, piece: Piece, share: float) -> None:
        """Appends rows; `share`: which part of all rows there are by then."""
        self._columns += [GrowingColumn() for _ in piece.columns[self.width :]]
        for column, cells in zip(self._columns, piece.columns, strict=False):
            column.fill_up(self.height)
            column.add(cells, share)
        self._widths.write(piece.widths.view(np.uint8), share)
        self.height += len(piece.widths)

    def grown(self) -> RawTable:
        """The table; columns without content are left out, and a row without content has no width."""
        columns = {}
        for place, column in enumerate(self._columns):
            column.fill_up(self.height)
            if (cells := column.grown()).null_count < self.height:
                columns[place] = cells
        widths = self._widths.array(np.int32, self.height)
        widths[~any_filled(columns.values(), self.height)] = 0
        return RawTable(sheet=None, first_row=1, height=self.height, columns=columns, widths=widths)
