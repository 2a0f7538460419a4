"""Knows how rows of a text table, read one by one, become columns: slow, and the last word in every doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.text_tables.dialect import Dialect
from trunkload.intake.text_tables.quotes import Record, Span, records_of

Widths = npt.NDArray[np.int32]
TYPED: Final = pa.string()
"""The Arrow type of a piece's columns: half as large as that of whole columns."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that follow each other.

    `columns`: Arrow strings as typed, null where a row is shorter. `widths`: cells per row as written. `end`: the byte
    at which the next row begins.
    """

    columns: list[pa.Array]
    widths: Widths
    end: int


def exact_piece(span: Span, dialect: Dialect, limits: Limits) -> Piece:
    """All rows of the span, the last one whole.

    Raises Refused for too many rows, columns or cells, for a cell that is too long, and for quotes that do not close
    or close where a cell does not end.
    """
    records: list[Record] = []
    end = span.start
    for record, end in records_of(span, dialect.delimiter, limits):  # noqa: B007  # the last one's end
        refuse_row(span.first_row + len(records), limits)
        records.append(fitted(record, limits))
    widths = widths_of(records)
    refuse_cells(max(widths, default=0), len(records), limits)
    return Piece(columns_of(records), widths, end)


def widths_of(records: Sequence[Record]) -> Widths:
    return np.fromiter(map(len, records), np.int32, len(records))


def columns_of(records: Sequence[Record]) -> list[pa.Array]:
    width = max(map(len, records), default=0)
    cells = ([record[place] if place < len(record) else None for record in records] for place in range(width))
    return [pa.array(column, TYPED) for column in cells]


def in_one(arrays: Sequence[pa.Array]) -> pa.Array:
    return arrays[0] if len(arrays) == 1 else pa.concat_arrays(arrays)


def fitted(record: Record, limits: Limits) -> Record:
    """The record; one of more cells than the limit without its empty end. Raises Refused for too many even so."""
    if len(record) <= limits.columns:
        return record
    width = max((place for place, cell in enumerate(record) if cell.strip()), default=-1) + 1
    if width > limits.columns:
        raise Refused(RefusalCode.TOO_MANY_COLUMNS, params={"limit": str(limits.columns)})
    return record[:width]


def refuse_row(row: int, limits: Limits) -> None:
    """Raises Refused for the first row beyond the limit."""
    if row > limits.rows:
        raise Refused(RefusalCode.TOO_MANY_ROWS, params={"limit": str(limits.rows)})


def refuse_cells(width: int, height: int, limits: Limits) -> None:
    """Raises Refused where a table of this size has more cells than we take: empty ones cost memory too."""
    if width * height > limits.cells:
        params = {"what": "cells", "size": str(width * height), "limit": str(limits.cells)}
        raise Refused(RefusalCode.TOO_LARGE, params=params)
