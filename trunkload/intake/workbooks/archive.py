"""Knows a ZIP archive's parts and unpacks none of them further than it declares."""

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused

CHUNK = 1 << 16
ENCRYPTED = 0x1
LOCAL_HEADER = 30


@dataclass(frozen=True, slots=True)
class Archive:
    """The bytes and the parts that their directory names."""

    content: bytes
    parts: dict[str, zipfile.ZipInfo]

    def unpacked(self, name: str) -> Iterator[bytes]:
        """The part in pieces; raises Refused where it is longer or other than the directory declares."""
        part = self.parts[name]
        seen, checksum = 0, 0
        try:
            for piece in _pieces(self.content, part):
                seen, checksum = seen + len(piece), zlib.crc32(piece, checksum)
                if seen > part.file_size:
                    raise Refused(RefusalCode.MALICIOUS_CONTENT, params={"what": "size"})
                yield piece
        except (zlib.error, struct.error):
            raise Refused(RefusalCode.CORRUPT_ARCHIVE) from None
        if seen != part.file_size or checksum != part.CRC:
            raise Refused(RefusalCode.CORRUPT_ARCHIVE)


def open_archive(content: bytes, limits: Limits) -> Archive:
    """The archive, once its directory promises nothing that we do not take."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            parts = opened.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
        raise Refused(RefusalCode.CORRUPT_ARCHIVE) from None
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Refused(RefusalCode.PASSWORD_PROTECTED)
    _refuse_double_parts(parts)
    _refuse_bombs(parts, limits)
    return Archive(content, {part.filename: part for part in parts})


def _refuse_double_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Two parts of one name: what we look through and what the reader opens could be different ones."""
    names = Counter(part.filename.casefold() for part in parts)
    if any(count > 1 for count in names.values()):
        raise Refused(RefusalCode.MALICIOUS_CONTENT, params={"what": "double_part"})


def _refuse_bombs(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    size = sum(part.file_size for part in parts)
    if size > limits.unpacked_bytes:
        params = {"what": "unpacked", "size": str(size), "limit": str(limits.unpacked_bytes)}
        raise Refused(RefusalCode.TOO_LARGE, params=params)
    for part in parts:
        if part.file_size > limits.ratio_from_bytes and part.file_size > limits.ratio * max(1, part.compress_size):
            raise Refused(RefusalCode.MALICIOUS_CONTENT, params={"what": "ratio"})


def _pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    name, extra = struct.unpack_from("<HH", content, part.header_offset + 26)
    start = part.header_offset + LOCAL_HEADER + name + extra
    packed = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (packed[place : place + CHUNK] for place in range(0, len(packed), CHUNK))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused(RefusalCode.UNREADABLE, params={"what": "compression"})
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not unpacker.eof:
        yield unpacker.decompress(packed, CHUNK)
        packed = unpacker.unconsumed_tail
    yield unpacker.flush()
