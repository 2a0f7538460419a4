"""Knows how rows of a text table are read at once with Arrow, and where only reading them one by one is exact."""

import csv
from itertools import zip_longest
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as arrow

from trunkload.intake.limits import Limits
from trunkload.intake.raw import Mask
from trunkload.intake.text_tables.dialect import Dialect
from trunkload.intake.text_tables.encoding import UTF8_MARK
from trunkload.intake.text_tables.quotes import Record, Span
from trunkload.intake.text_tables.records import TYPED, Piece, Widths, columns_of, fitted, in_one, widths_of

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]

NONE: Final = np.empty(0, np.int64)
QUOTE: Final = ord('"')
ENDS: Final = (ord("\n"), ord("\r"))


def arrow_piece(span: Span, dialect: Dialect, limits: Limits) -> Piece | None:
    """The whole rows of the span; None where they have to be read one by one. Raises Refused for too many columns."""
    start, until = span.start, min(span.until, len(span.content))
    window = np.frombuffer(span.content, np.uint8, until - start, start)
    quotes = np.flatnonzero(window == QUOTE) if span.content.find(b'"', start, until) >= 0 else NONE
    end = until if until == len(span.content) else _end_of_rows(span.content, start, window, quotes)
    quotes = quotes[quotes < end - start]
    if end == start or span.content.startswith(UTF8_MARK, start) or not _is_plain(window, quotes, dialect):
        return None
    rows = pa.py_buffer(span.content).slice(start, end - start)
    try:
        columns, odd = _columns(rows, dialect, has_quotes=quotes.size > 0)
        last_row = span.first_row + len(columns[0]) + len(odd) - 1
        if last_row > limits.rows or max(map(_longest, columns)) > csv.field_size_limit():
            return None
        others = [fitted(_record(row.text, dialect.delimiter), limits) for row in odd]
    except (pa.ArrowInvalid, csv.Error):
        return None
    columns, widths = _put_back(columns, others, np.array([row.number - 1 for row in odd], np.int64))
    return Piece(columns, widths, end)


def _end_of_rows(content: bytes, start: int, window: Bytes, quotes: Places) -> int:
    """Where the last whole row ends; `start` where none does. Before it, every quote that opens is closed."""
    if quotes.size:
        ends = np.flatnonzero(_at_line_end(window))
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
        end = start + int(ends[-1]) + 1 if ends.size else start
    else:
        end = max(content.rfind(bytes([one]), start, start + len(window)) for one in ENDS) + 1 or start
    between = end > start and content[end - 1 : end + 1] == b"\r\n"
    return end + between


def _is_plain(window: Bytes, quotes: Places, dialect: Dialect) -> bool:
    """Whether quotes open only where a cell begins and close only where it ends, so that every parser agrees.

    Where rows are shorter than their delimiters alone, most are blank or short, and Arrow would make cells of nothing.
    """
    rows = max(np.count_nonzero(window == end) for end in ENDS)
    if quotes.size % 2 or rows * dialect.width > len(window):
        return False
    edges = np.isin(np.arange(256), [*ENDS, ord(dialect.delimiter), QUOTE])
    before, behind = quotes[0::2] - 1, quotes[1::2] + 1
    before, behind = before[before >= 0], behind[behind < len(window)]
    return bool(edges[window[before]].all() and edges[window[behind]].all())


def _at_line_end(window: Bytes) -> Mask:
    mask: Mask = (window == ENDS[0]) | (window == ENDS[1])
    return mask


def _columns(rows: pa.Buffer, dialect: Dialect, *, has_quotes: bool) -> tuple[list[pa.Array], list[arrow.InvalidRow]]:
    """The cells of rows of the usual width, as typed, and the rows of another width."""
    odd: list[arrow.InvalidRow] = []

    def set_aside(row: arrow.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    names = [str(place) for place in range(dialect.width)]
    table = arrow.read_csv(
        pa.BufferReader(rows),
        read_options=arrow.ReadOptions(column_names=names, use_threads=False, block_size=len(rows) + 1),
        parse_options=arrow.ParseOptions(
            delimiter=dialect.delimiter,
            quote_char='"' if has_quotes else False,
            newlines_in_values=has_quotes,
            ignore_empty_lines=False,
            invalid_row_handler=set_aside,
        ),
        convert_options=arrow.ConvertOptions(
            column_types=dict.fromkeys(names, TYPED), strings_can_be_null=False, check_utf8=False
        ),
    )
    return [in_one(column.chunks) for column in table.columns], odd


def _longest(column: pa.Array) -> int:
    """Bytes of the longest cell."""
    ends = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1, column.offset * 4)
    return int((ends[1:] - ends[:-1]).max(initial=0))


def _put_back(columns: list[pa.Array], others: list[Record], places: Places) -> tuple[list[pa.Array], Widths]:
    """All rows and their widths: rows of another width again at their places among those of the usual one."""
    usual, other = len(columns[0]), len(others)
    widths = np.full(usual, len(columns), np.int32)
    if not others:
        return columns, widths
    before = places - np.arange(other)
    order = pa.array(np.insert(np.arange(usual), before, np.arange(usual, usual + other)))
    pairs = zip_longest(columns, columns_of(others))
    both = (in_one([_or_nothing(one, usual), _or_nothing(another, other)]) for one, another in pairs)
    return [column.take(order) for column in both], np.insert(widths, before, widths_of(others))


def _or_nothing(column: pa.Array | None, height: int) -> pa.Array:
    return pa.nulls(height, TYPED) if column is None else column


def _record(text: str, delimiter: str) -> Record:
    return next(csv.reader([text], delimiter=delimiter, strict=True))
