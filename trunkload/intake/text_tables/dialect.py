"""Knows how a text table is cut: its delimiter, and how many cells its rows usually have."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from trunkload.intake.header import match_header
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.text_tables.encoding import Text

DELIMITERS: Final = (";", ",", "\t", "|")
LOOKED_AT: Final = 65_536
SEPARATOR_LINE: Final = re.compile(rb"sep=([;,\t|])(?:\r\n|\r|\n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """`start`: the byte at which row 1 begins. `width`: cells of most rows at the top of the file."""

    delimiter: str
    start: int
    width: int


def dialect_of(text: Text, limits: Limits = LIMITS) -> Dialect:
    """What the first rows show. Excel shows no line for `sep=;`, so it counts for none."""
    told = SEPARATOR_LINE.match(text.content, text.start)
    start = told.end() if told else text.start
    top = text.content[start : start + LOOKED_AT].decode(errors="ignore")
    delimiter = told[1].decode() if told else delimiter_of(top, limits)
    widths = Counter(map(len, _records(top, delimiter)))
    return Dialect(delimiter, start, max(widths, key=lambda width: widths[width], default=0))


def delimiter_of(top: str, limits: Limits = LIMITS) -> str:
    """The delimiter that shows most of our headers; where none does, the one that cuts the most even table."""
    return max(DELIMITERS, key=lambda delimiter: _evidence(top, delimiter, limits.header_rows))


def _evidence(top: str, delimiter: str, header_rows: int) -> tuple[int, int]:
    """How many known headers the best of the first records has, and how many cuts records of one width have."""
    records = _records(top, delimiter)
    headers = max((len(match_header(dict(enumerate(record))).found) for record in records[:header_rows]), default=0)
    widths = Counter(map(len, records))
    return headers, max(((width - 1) * count for width, count in widths.items()), default=0)


def _records(top: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(top, newline=""), delimiter=delimiter))
    except csv.Error:
        return []
