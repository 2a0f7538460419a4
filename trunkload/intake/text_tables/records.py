"""Knows the rows of a text table one by one, exactly as RFC 4180 has them: slow, and the last word in every doubt."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from trunkload.intake.limits import Limits
from trunkload.intake.raw import cell_too_long
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.text_tables.dialect import Dialect

Record = list[str]
Widths = npt.NDArray[np.int32]
TYPED: Final = pa.string()
"""The Arrow type of a piece's columns: half as large as that of whole columns."""


@dataclass(frozen=True, slots=True)
class Span:
    """The rows of `content` (UTF-8) that begin from byte `start` to byte `until`, the first one with its number."""

    content: bytes
    start: int
    until: int
    first_row: int


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

    Raises Refused for too many rows, columns or cells, for a cell that is too long, and for quotes that do not close.
    """
    end = span.start
    lines = _Lines(span.content, end)
    records: list[Record] = []
    try:
        for record in csv.reader(lines, delimiter=dialect.delimiter, strict=True):
            refuse_row(span.first_row + len(records), limits)
            records.append(fitted(record, limits))
            end = lines.end
            if end >= span.until:
                break
    except csv.Error as error:
        is_open = span.content.count(b'"', end) % 2 == 1
        too_long = "field limit" in str(error) and not is_open
        raise _broken(span.first_row + len(records), limits, too_long=too_long) from None
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
        raise _too_many(RefusalCode.TOO_MANY_COLUMNS, width, limits.columns)
    return record[:width]


def refuse_row(row: int, limits: Limits) -> None:
    """Raises Refused for the first row beyond the limit."""
    if row > limits.rows:
        raise _too_many(RefusalCode.TOO_MANY_ROWS, row, limits.rows)


def refuse_cells(width: int, height: int, limits: Limits) -> None:
    """Raises Refused where a table of this size has more cells than we take: empty ones cost memory too."""
    if width * height > limits.cells:
        params = {"what": "cells", "size": str(width * height), "limit": str(limits.cells)}
        raise Refused(RefusalCode.TOO_LARGE, params=params)


class _Lines:
    """The lines from byte `start` on, with their ends; `end` is the byte behind the last one that was taken."""

    def __init__(self, content: bytes, start: int) -> None:
        stream = io.BytesIO(content)
        stream.seek(start)
        self.end = start
        self._lines = io.TextIOWrapper(stream, "utf-8", newline="")

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.end += len(line) if line.isascii() else len(line.encode())
            yield line


def _broken(row: int, limits: Limits, *, too_long: bool) -> Refused:
    """A quote that never closes makes one long cell of all that follows; it is told as what it is."""
    if too_long:
        return cell_too_long(row, None, limits)
    return Refused(RefusalCode.UNREADABLE, row=row, params={"what": "quotes"})


def _too_many(code: RefusalCode, found: int, limit: int) -> Refused:
    return Refused(code, params={"found": str(found), "limit": str(limit)})
