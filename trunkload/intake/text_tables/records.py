"""Knows the rows of a text table one by one, exactly as RFC 4180 has them: slow, and the last word in every doubt."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
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

BEHIND_QUOTE: Final = "expected after"
FIELD_LIMIT: Final = "field limit"
"""In what the parser says of text behind a closing quote, and of a cell longer than it takes."""
BLANKS_BEHIND_QUOTE: Final = re.compile('"[ \u00a0]+(?=[;,\t|\r\n]|$)')


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

    Raises Refused for too many rows, columns or cells, for a cell that is too long, and for quotes that do not close
    or close where a cell does not end.
    """
    records: list[Record] = []
    end = span.start
    for record, end in _records(span, dialect.delimiter, limits):  # noqa: B007  # the last one's end
        refuse_row(span.first_row + len(records), limits)
        records.append(fitted(record, limits))
    widths = widths_of(records)
    refuse_cells(max(widths, default=0), len(records), limits)
    return Piece(columns_of(records), widths, end)


def _records(span: Span, delimiter: str, limits: Limits) -> Iterator[tuple[Record, int]]:
    """The records of the span, each with the byte behind it."""
    end, count = span.start, 0
    while end < min(span.until, len(span.content)):
        lines = _Lines(span.content, end)
        try:
            for record in csv.reader(lines, delimiter=delimiter, strict=True):
                end, count = lines.end, count + 1
                yield record, end
                if end >= span.until:
                    return
        except csv.Error as error:
            tolerated = _tolerated(_Lines(span.content, end), delimiter) if BEHIND_QUOTE in str(error) else None
            if tolerated is None:
                if FIELD_LIMIT in str(error) and span.content.count(b'"', end) % 2 == 0:
                    raise cell_too_long(span.first_row + count, None, limits) from None
                raise _broken(span.first_row + count, span.content[end : lines.end], str(error)) from None
            end, count = tolerated[1], count + 1
            yield tolerated


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


def _tolerated(lines: _Lines, delimiter: str) -> tuple[Record, int] | None:
    """The first record, where nothing but blanks stands behind closing quotes; they belong to their cell."""
    taken: list[str] = []
    try:
        record = next(csv.reader(_noted(lines, taken), delimiter=delimiter))
        tidy = BLANKS_BEHIND_QUOTE.sub('"', "".join(taken))
        strict = list(csv.reader(io.StringIO(tidy, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return (record, lines.end) if [len(one) for one in strict] == [len(record)] else None


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _broken(row: int, text: bytes, error: str) -> Refused:
    """What is wrong with the quotes of a record, of which the parser has seen `text`.

    A quote that never closes makes one long cell of all that follows, or ends where the next cell's quote opens.
    """
    is_one_line = not any(end in text.rstrip(b"\r\n") for end in (b"\r", b"\n"))
    what = "behind_quote" if BEHIND_QUOTE in error and is_one_line else "quotes"
    return Refused(RefusalCode.UNREADABLE, row=row, params={"what": what})
