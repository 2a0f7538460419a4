"""Knows the records of a text table exactly as RFC 4180 has them, and what is wrong where quotes are not as it says."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from trunkload.intake.limits import Limits
from trunkload.intake.raw import cell_too_long
from trunkload.intake.refusal import RefusalCode, Refused

Record = list[str]
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


def records_of(span: Span, delimiter: str, limits: Limits) -> Iterator[tuple[Record, int]]:
    """The records of the span, each with the byte behind it. Raises Refused where quotes do not close rightly."""
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
