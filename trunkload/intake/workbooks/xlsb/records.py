"""Knows the records of a binary workbook's parts, and what is packed into them ([MS-XLSB])."""

import struct
from collections.abc import Iterable, Iterator
from typing import Any, Final

from trunkload.intake.workbooks.damaged import cut_off, damaged

ROW, CELL_BLANK, CELL_RK, CELL_ERROR, CELL_BOOL, CELL_REAL, CELL_TEXT, CELL_SHARED = range(8)
FORMULA_TEXT, FORMULA_NUMBER, FORMULA_BOOL, FORMULA_ERROR = range(8, 12)
SHORT_BLANK, SHORT_RK, SHORT_ERROR, SHORT_BOOL, SHORT_REAL, SHORT_TEXT, SHORT_SHARED = range(12, 19)
"""Cells that stand right of the one before them, and name no column."""
SHARED_TEXT, FORMAT, CELL_FORMAT, COLUMNS, CELL_RICH_TEXT = 19, 44, 47, 60, 62
SETTINGS, SHEET, MERGED = 153, 156, 176
CELL_FORMATS, CELL_FORMATS_END = 617, 618
FUTURE, FUTURE_END = 35, 36
"""Between them stand records of later versions, whose kinds may be the same as older ones."""

MORE: Final = 0x80
KIND_BYTES, LENGTH_BYTES = 2, 4
LONGEST: Final = 1024 * 1024
COUNT: Final = struct.Struct("<I")
NO_TEXT: Final = 0xFFFFFFFF

Record = tuple[int, bytes]
"""Kind and body."""


def records(pieces: Iterable[bytes]) -> Iterator[Record]:
    """All of the part; raises Refused where it ends within a record, or one is longer than any that we know."""
    rest, of_later_versions = b"", False
    for piece in pieces:
        rest += piece
        at = 0
        while (head := _head(rest, at)) is not None:
            kind, start, end = head
            if end > len(rest):
                break
            at = end
            if kind in (FUTURE, FUTURE_END):
                of_later_versions = kind == FUTURE
            elif not of_later_versions:
                yield kind, rest[start:end]
        rest = rest[at:]
    if rest:
        raise cut_off()


def _head(packed: bytes, at: int) -> tuple[int, int, int] | None:
    """Kind, start and end of the body; nothing where the bytes end before."""
    size = len(packed)
    kind = length = 0
    for place in range(KIND_BYTES):
        if at >= size:
            return None
        byte = packed[at]
        kind |= (byte & ~MORE) << 7 * place
        at += 1
        if byte < MORE:
            break
    for place in range(LENGTH_BYTES):
        if at >= size:
            return None
        byte = packed[at]
        length |= (byte & ~MORE) << 7 * place
        at += 1
        if byte < MORE:
            break
    if length > LONGEST:
        raise damaged()
    return kind, at, at + length


def unpacked(layout: struct.Struct, body: bytes, at: int = 0) -> tuple[Any, ...]:
    """Raises Refused where the record is shorter than what it must hold."""
    if len(body) - at < layout.size:
        raise damaged()
    return layout.unpack_from(body, at)


def text_at(body: bytes, at: int) -> tuple[str, int]:
    """The text whose length stands there, and where it ends."""
    (count,) = unpacked(COUNT, body, at)
    start = at + COUNT.size
    if count == NO_TEXT:
        return "", start
    end = start + 2 * count
    if end > len(body):
        raise damaged()
    return body[start:end].decode("utf-16-le", "replace"), end
