"""Knows how a text table is cut: its delimiter, and how many cells its rows usually have."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from trunkload.intake.header import match_header
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.text_tables.encoding import Text

DELIMITERS: Final = (";", ",", "\t", "|")
LOOKED_AT: Final = 65_536
UNMISTAKABLE: Final = 3
"""So many headers in one cell; two are often meant so, such as "Name, Vorname"."""

SEPARATOR_LINE: Final = re.compile(rb"sep=([;,\t|])(?:\r\n|\r|\n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """`start`: the byte at which row 1 begins. `width`: cells of most rows at the top of the file."""

    delimiter: str
    start: int
    width: int


def dialect_of(text: Text, limits: Limits = LIMITS) -> Dialect:
    """What the first rows show. Excel shows no line for `sep=;`, so it counts for none.

    Raises Refused where whole lines stand in quotation marks.
    """
    told = SEPARATOR_LINE.match(text.content, text.start)
    start = told.end() if told else text.start
    top = text.content[start : start + LOOKED_AT].decode(errors="ignore")
    delimiter = told[1].decode() if told else delimiter_of(top, limits)
    records = _records(top, delimiter)
    _refuse_quoted_lines(top, records[: limits.header_rows])
    widths = Counter(map(len, records))
    return Dialect(delimiter, start, max(widths, key=lambda width: widths[width], default=0))


def delimiter_of(top: str, limits: Limits = LIMITS) -> str:
    """The delimiter that shows most of our headers; where none does, the one that cuts the most even table."""
    return max(DELIMITERS, key=lambda delimiter: _evidence(top, delimiter, limits.header_rows))


def _evidence(top: str, delimiter: str, header_rows: int) -> tuple[int, int]:
    """How many known headers the best of the first records has, and how many cuts records of one width have."""
    records = _records(top, delimiter)
    headers = max(map(_headers_in, records[:header_rows]), default=0)
    widths = Counter(map(len, records))
    return headers, max(((width - 1) * count for width, count in widths.items()), default=0)


def _refuse_quoted_lines(top: str, records: list[list[str]]) -> None:
    """A program that took the list for one column has put each line, delimiters and all, into quotation marks."""
    if any(_headers_in(record) > 1 for record in records):
        return
    for row, record in enumerate(records, start=1):
        filled = [cell for cell in record if cell.strip()]
        if len(filled) != 1 or '"{}"'.format(filled[0].replace('"', '""')) not in top:
            continue
        cuts = (cut for delimiter in DELIMITERS for cut in _records(filled[0], delimiter))
        if max(map(_headers_in, cuts), default=0) >= UNMISTAKABLE:
            raise Refused(RefusalCode.UNREADABLE, row=row, params={"what": "quoted_lines"})


def _headers_in(record: list[str]) -> int:
    return len(match_header(dict(enumerate(record))).found)


def _records(top: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(top, newline=""), delimiter=delimiter))
    except csv.Error:
        return []
