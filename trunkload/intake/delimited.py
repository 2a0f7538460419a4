"""Knows text tables: which encoding, which delimiter, and what stands in each record, changed in nothing."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np

from trunkload.intake.header import match_header
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.raw import RawFile, RawTable, cell_too_long, refuse_long_cells, text_columns
from trunkload.intake.refusal import RefusalCode, Refused

DELIMITERS: Final = (";", ",", "\t", "|")
LOOKED_AT: Final = 65_536
HEADER_ROWS: Final = LIMITS.header_rows
SEPARATOR_LINE: Final = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)
UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK: Final = b"\xef\xbb\xbf"
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
NEVER_INSIDE_A_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ][ŠŸŽŒ„“”†‡ˆ‰‹›€‚ƒ™•˜][a-zß-ÿ]")
"""What umlauts of DOS (CP 850) and old Mac files turn into when they are taken for Windows-1252."""


def read_delimited(content: bytes, limits: Limits) -> RawFile:
    """Raw cells of a CSV or TSV file; raises Refused where its text or its quotes cannot be told."""
    text, encoding = decoded(content)
    text, delimiter = _delimited(text)
    records = list(_records(text, delimiter, limits))
    table = _table(records, limits)
    format_ = "tsv" if delimiter == "\t" else "csv"
    return RawFile(format=format_, tables=(table,), encoding=encoding, delimiter=delimiter)


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the encoding's name: UTF-8, UTF-16 where marked, Windows-1252 where that makes words."""
    if content.startswith(UTF16):
        candidates = [("utf-16", "utf-16")]
    elif content.startswith(UTF8_MARK):
        candidates = [("utf-8-sig", "utf-8-sig")]
    else:
        candidates = [("utf-8", "utf-8"), ("cp1252", "windows-1252")]
    for codec, name in candidates:
        try:
            text = content.decode(codec)
        except UnicodeError:
            continue
        if _looks_like_text(text, codec):
            return text, name
    raise Refused(RefusalCode.UNKNOWN_ENCODING)


def _looks_like_text(text: str, codec: str) -> bool:
    if codec != "cp1252":
        return "\0" not in text
    return not CONTROL.search(text) and not NEVER_INSIDE_A_WORD.search(text)


def _delimited(text: str) -> tuple[str, str]:
    """The text and its delimiter. Excel shows no line for `sep=;`, so it counts for none."""
    if told := SEPARATOR_LINE.match(text):
        return text[told.end() :], told[1]
    return text, delimiter_of(text)


def delimiter_of(text: str) -> str:
    """The delimiter that shows most of our headers; where none does, the one that cuts the most even table."""
    return max(DELIMITERS, key=lambda delimiter: _evidence(text[:LOOKED_AT], delimiter))


def _evidence(start: str, delimiter: str) -> tuple[int, int]:
    """How many known headers the best of the first records has, and how many cuts records of one width have."""
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    try:
        records = list(reader)
    except csv.Error:
        return 0, 0
    headers = max((len(match_header(dict(enumerate(record))).found) for record in records[:HEADER_ROWS]), default=0)
    widths = Counter(map(len, records))
    return headers, max(((width - 1) * count for width, count in widths.items()), default=0)


def _records(text: str, delimiter: str, limits: Limits) -> Iterator[list[str]]:
    """One list for each row as a spreadsheet would show it: a line break inside quotes makes no new row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for row, record in enumerate(reader, start=1):
            if row > limits.rows:
                raise _too_many(RefusalCode.TOO_MANY_ROWS, row, limits.rows)
            if len(record) > limits.columns:
                record = _without_empty_end(record)  # noqa: PLW2901  # the same record, cut
                if len(record) > limits.columns:
                    raise _too_many(RefusalCode.TOO_MANY_COLUMNS, len(record), limits.columns)
            yield record
    except csv.Error as error:
        if "field limit" in str(error):
            raise cell_too_long(row + 1, None, limits) from None
        raise Refused(RefusalCode.UNREADABLE, row=row + 1, params={"what": "quotes"}) from None


def _without_empty_end(record: list[str]) -> list[str]:
    filled = max((place for place, cell in enumerate(record) if cell.strip()), default=-1)
    return record[: filled + 1]


def _too_many(code: RefusalCode, found: int, limit: int) -> Refused:
    return Refused(code, params={"found": str(found), "limit": str(limit)})


def _table(records: list[list[str]], limits: Limits) -> RawTable:
    widths = np.array([len(record) for record in records], np.int32)
    width = max(widths, default=0)
    if width * len(records) > limits.cells:
        params = {"what": "cells", "size": str(width * len(records)), "limit": str(limits.cells)}
        raise Refused(RefusalCode.TOO_LARGE, params=params)
    columns = text_columns(
        [record[place] if place < length else None for record, length in zip(records, widths, strict=True)]
        for place in range(width)
    )
    table = RawTable(sheet=None, first_row=1, height=len(records), columns=columns, widths=widths)
    refuse_long_cells(table, limits)
    return table
