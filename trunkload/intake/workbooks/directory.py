"""Knows the directory at the end of a ZIP archive, read without unpacking anything (APPNOTE 4.3)."""

import struct
from typing import NamedTuple

from trunkload.intake.refusal import RefusalCode, Refused

END = b"PK\x05\x06"
END_64 = b"PK\x06\x06"
LOCATOR_64 = b"PK\x06\x07"
ENTRY = b"PK\x01\x02"
ENTRY_SIZE = 46
END_SIZE = 22
LONGEST_COMMENT = 0xFFFF
BEYOND = 0xFFFFFFFF
"""Stands where the true figure needs 64 bits and is written elsewhere."""

UTF8_NAMES = 0x800
EXTRA_64 = 1


class Part(NamedTuple):
    """One entry as the directory declares it; sizes in bytes."""

    name: str
    flags: int
    method: int
    checksum: int
    packed_size: int
    size: int
    offset: int


def read_directory(content: bytes, most: int) -> list[Part]:
    """All entries in their order; raises Refused where there is no directory, or one of more than `most` entries."""
    try:
        count, size, offset, end = _end(content)
        if count > most:
            params = {"what": "parts", "size": str(count), "limit": str(most)}
            raise Refused(RefusalCode.TOO_LARGE, params=params)
        shift = end - size - offset
        if shift < 0 or offset < 0:
            raise Refused(RefusalCode.CORRUPT_ARCHIVE)
        return _entries(content, offset + shift, count, shift)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise Refused(RefusalCode.CORRUPT_ARCHIVE) from None


def _end(content: bytes) -> tuple[int, int, int, int]:
    """Entries, size and offset of the directory, and where it ends."""
    at = content.rfind(END, max(0, len(content) - END_SIZE - LONGEST_COMMENT))
    if at < 0:
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    count, size, offset = struct.unpack_from("<HII", content, at + 10)
    if content[at - 20 : at - 16] != LOCATOR_64:
        return count, size, offset, at
    at = struct.unpack_from("<Q", content, at - 12)[0]
    if content[at : at + 4] != END_64:
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    return *struct.unpack_from("<QQQ", content, at + 32), at


def _entries(content: bytes, at: int, count: int, shift: int) -> list[Part]:
    parts = []
    for _ in range(count):
        if content[at : at + 4] != ENTRY:
            raise Refused(RefusalCode.CORRUPT_ARCHIVE)
        flags, method, checksum, packed, size, name, extra, comment, offset = struct.unpack_from(
            "<8xHH4xIIIHHH8xI", content, at
        )
        text = content[at + ENTRY_SIZE : at + ENTRY_SIZE + name]
        more = content[at + ENTRY_SIZE + name : at + ENTRY_SIZE + name + extra]
        size, packed, offset = _wide(more, [size, packed, offset])
        decoded = text.decode("utf-8" if flags & UTF8_NAMES else "cp437")
        parts.append(Part(decoded, flags, method, checksum, packed, size, offset + shift))
        at += ENTRY_SIZE + name + extra + comment
    return parts


def _wide(extra: bytes, figures: list[int]) -> list[int]:
    """The figures, each from the extra field of 64 bits where the directory says so."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == EXTRA_64:
            wide = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            return [next(wide, figure) if figure == BEYOND else figure for figure in figures]
        at += 4 + length
    return figures
