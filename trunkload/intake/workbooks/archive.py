"""Knows a ZIP archive's parts and unpacks none of them further than it declares."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.directory import Part, read_directory

CHUNK = 1 << 18
ENCRYPTED = 0x1
LOCAL_HEADER = 30
STORED, DEFLATED = 0, 8


class Archive(NamedTuple):
    """The bytes and the parts that their directory names."""

    content: bytes
    parts: dict[str, Part]

    def resolved(self, name: str) -> str:
        """The part's own name for a name that may differ in capitals (ECMA-376 part 2, 6.2.2.3); else as it is."""
        if name in self.parts:
            return name
        return next((part for part in self.parts if part.casefold() == name.casefold()), name)

    def unpacked(self, name: str) -> Iterator[bytes]:
        """The part in pieces; raises Refused where it is longer or other than the directory declares."""
        part = self.parts[name]
        seen, checksum = 0, 0
        try:
            for piece in _pieces(self.content, part):
                seen, checksum = seen + len(piece), zlib.crc32(piece, checksum)
                if seen > part.size:
                    raise Refused(RefusalCode.MALICIOUS_CONTENT, params={"what": "size"})
                yield piece
        except (zlib.error, struct.error):
            raise Refused(RefusalCode.CORRUPT_ARCHIVE) from None
        if seen != part.size or checksum != part.checksum:
            raise Refused(RefusalCode.CORRUPT_ARCHIVE)

    def beginning(self, name: str) -> bytes:
        """The first piece of the part; nothing more is unpacked or proved."""
        try:
            return next(_pieces(self.content, self.parts[name]), b"")
        except (zlib.error, struct.error):
            raise Refused(RefusalCode.CORRUPT_ARCHIVE) from None


def open_archive(content: bytes, limits: Limits) -> Archive:
    """The archive, once its directory promises nothing that we do not take."""
    parts = read_directory(content, limits.parts)
    if any(part.flags & ENCRYPTED for part in parts):
        raise Refused(RefusalCode.PASSWORD_PROTECTED)
    _refuse_odd_names(parts)
    _refuse_bombs(parts, limits)
    if sum(part.packed_size for part in parts) > len(content):
        raise Refused(RefusalCode.MALICIOUS_CONTENT, params={"what": "overlap"})
    return Archive(content, {part.name.replace("\\", "/"): part for part in parts})


def _refuse_odd_names(parts: list[Part]) -> None:
    """Two parts of one name: what one program shows another would not. A way out of the archive leads nowhere good."""
    names = Counter(part.name.replace("\\", "/").casefold() for part in parts)
    if any(count > 1 for count in names.values()):
        raise Refused(RefusalCode.MALICIOUS_CONTENT, params={"what": "double_part"})
    if any(name.startswith("/") or ".." in name.split("/") or "\0" in name or name[1:2] == ":" for name in names):
        raise Refused(RefusalCode.MALICIOUS_CONTENT, params={"what": "path"})


def _refuse_bombs(parts: list[Part], limits: Limits) -> None:
    size = sum(part.size for part in parts)
    if size > limits.unpacked_bytes:
        params = {"what": "unpacked", "size": str(size), "limit": str(limits.unpacked_bytes)}
        raise Refused(RefusalCode.TOO_LARGE, params=params)
    for part in parts:
        if part.size > limits.ratio_from_bytes and part.size > limits.ratio * max(1, part.packed_size):
            raise Refused(RefusalCode.MALICIOUS_CONTENT, params={"what": "ratio"})


def _pieces(content: bytes, part: Part) -> Iterator[bytes]:
    name, extra = struct.unpack_from("<HH", content, part.offset + 26)
    start = part.offset + LOCAL_HEADER + name + extra
    packed = memoryview(content)[start : start + part.packed_size]
    if part.method == STORED:
        yield from (bytes(packed[place : place + CHUNK]) for place in range(0, len(packed), CHUNK))
        return
    if part.method != DEFLATED:
        raise Refused(RefusalCode.UNREADABLE, params={"what": "compression"})
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for place in range(0, len(packed), CHUNK):
        rest: bytes | memoryview = packed[place : place + CHUNK]
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, CHUNK)
            rest = unpacker.unconsumed_tail
    yield unpacker.flush()
