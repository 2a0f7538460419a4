"""Knows the records of an old Excel workbook's stream, and the numbers packed into them ([MS-XLS])."""

import struct
from collections.abc import Iterator
from typing import Final

from trunkload.intake.workbooks.damaged import cut_off, damaged

BOF, EOF = 0x0809, 0x000A
OLDER_BOFS: Final = (0x0009, 0x0209, 0x0409)
VERSION_8: Final = 0x0600
DATEMODE, FILEPASS, BOUNDSHEET, XF, SST, FORMAT = 0x0022, 0x002F, 0x0085, 0x00E0, 0x00FC, 0x041E
CONTINUE: Final = 0x003C
FORMULA, STRING, SHARED_FORMULA, ARRAY_FORMULA, TABLE = 0x0006, 0x0207, 0x04BC, 0x0221, 0x0236
COLINFO, MULRK, RSTRING, MERGED, LABELSST = 0x007D, 0x00BD, 0x00D6, 0x00E5, 0x00FD
NUMBER, LABEL, BOOLERR, ROW, RK = 0x0203, 0x0204, 0x0205, 0x0208, 0x027E

HEAD: Final = struct.Struct("<HH")
REAL: Final = struct.Struct("<d")
RK_HUNDREDTH, RK_WHOLE = 1, 2

ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}

Record = tuple[int, int, int]
"""Kind, start and end of the body within the stream."""


def substream(stream: bytes, at: int) -> Iterator[Record]:
    """Records from a BOF to its EOF, which comes last; parts nested in it, such as charts, are left out.

    Raises Refused where no part begins or the stream ends before the part does.
    """
    depth, size, head = 0, len(stream), HEAD.unpack_from
    while True:
        start = at + 4
        if start > size:
            raise cut_off()
        kind, length = head(stream, at)
        at = start + length
        if at > size:
            raise cut_off()
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
        elif depth == 1:
            yield kind, start, at
        if depth == 0:
            break
    if kind != EOF:
        raise damaged()
    yield kind, start, at


def continued(stream: bytes, start: int, end: int) -> list[bytes]:
    """The record's body, and the bodies of those that continue it."""
    bodies = [stream[start:end]]
    while end + 4 <= len(stream):
        kind, length = HEAD.unpack_from(stream, end)
        if kind != CONTINUE:
            break
        start, end = end + 4, end + 4 + length
        bodies.append(stream[start:end])
    return bodies


def real_of(packed: int) -> float:
    """An RK: 30 bits of a whole number or of a real one, perhaps to be divided by 100."""
    if packed & RK_WHOLE:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole >> 29 else whole)
    else:
        value = REAL.unpack(((packed & ~3) << 32).to_bytes(8, "little"))[0]
    return value / 100 if packed & RK_HUNDREDTH else value


def error_of(code: int) -> str:
    """The text of an error value; raises Refused for one that there is not."""
    if code not in ERRORS:
        raise damaged()
    return ERRORS[code]
