"""Knows just enough of Microsoft's compound files to make locked and very old workbooks for the samples."""

import struct
from collections.abc import Mapping

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST_STREAM = 4096
"""Shorter streams would belong into a second, smaller table; ours are filled up with zeros."""


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A container with these streams: header, one sector of the table, one of the directory, then the streams."""
    table = [FAT, END]
    bodies: list[bytes] = []
    entries: list[bytes] = []
    for name, stream in streams.items():
        body = stream.ljust(SMALLEST_STREAM, b"\0")
        body += bytes(-len(body) % SECTOR)
        entries.append(_entry(name, kind=2, start=len(table), size=len(body), links=(len(entries) + 2, FREE)))
        table += [*range(len(table) + 1, len(table) + len(body) // SECTOR), END]
        bodies.append(body)
    root = _entry("Root Entry", kind=5, start=END, size=0, links=(FREE, 1))
    entries[-1] = _without_neighbour(entries[-1])
    directory = (root + b"".join(entries)).ljust(SECTOR, b"\0")
    cells = table + [FREE] * (SECTOR // 4 - len(table))
    return _header() + struct.pack(f"<{len(cells)}I", *cells) + directory + b"".join(bodies)


def _header() -> bytes:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    start += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0)
    return start + struct.pack("<109I", 0, *[FREE] * 108)


def _entry(name: str, *, kind: int, start: int, size: int, links: tuple[int, int]) -> bytes:
    """One line of the directory; `links` are its right neighbour and its first child."""
    text = f"{name}\0".encode("utf-16-le")
    family = struct.pack("<BBIII", kind, 1, FREE, *links)
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + family + bytes(36) + struct.pack("<IQ", start, size)


def _without_neighbour(entry: bytes) -> bytes:
    return entry[:72] + struct.pack("<I", FREE) + entry[76:]
