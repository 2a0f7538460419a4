"""Knows how tests make Microsoft's compound files, with small streams in the table of small sectors as real ones."""

import struct
from collections.abc import Mapping

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
CUTOFF, MINI = 4096, 64
STORAGE, STREAM, ROOT = 1, 2, 5


def compound_file(streams: Mapping[str, bytes], *, shift: int = 9, storages: tuple[str, ...] = ()) -> bytes:
    """Sector 0 is the table, then the directory, the small table, the small streams and the others."""
    size = 1 << shift
    sectors: list[bytes] = []
    table: list[int] = []

    def laid(body: bytes) -> int:
        """Where the chain of this body begins."""
        first, count = len(sectors), -(-len(body) // size)
        sectors.extend(body[place * size : (place + 1) * size].ljust(size, b"\0") for place in range(count))
        table.extend([*range(first + 1, first + count), END] if count else [])
        return first if count else END

    minis, mini_table, lines = b"", list[int](), list[bytes]()
    laid(bytes(size))
    for name, body in streams.items():
        if len(body) < CUTOFF:
            start, count = len(mini_table), -(-len(body) // MINI)
            minis += body.ljust(count * MINI, b"\0")
            mini_table += [*range(start + 1, start + count), END] if count else []
        else:
            start = laid(body)
        lines.append(_line(name, STREAM, (start, len(body)), len(lines) + 2))
    lines += [_line(name, STORAGE, (0, 0), len(lines) + 2) for name in storages]
    lines[-1] = lines[-1][:72] + struct.pack("<I", FREE) + lines[-1][76:]
    root = _line("Root Entry", ROOT, (laid(minis), len(minis)), FREE, child=1)
    directory = laid((root + b"".join(lines)).ljust(size, b"\0"))
    small = laid(struct.pack(f"<{len(mini_table)}I", *mini_table).ljust(size, b"\xff")) if mini_table else END
    table[0] = FAT
    if len(table) > size // 4:
        message = "one sector of the table must do"
        raise ValueError(message)
    sectors[0] = struct.pack(f"<{len(table)}I", *table).ljust(size, b"\xff")
    return _header(shift, directory, small).ljust(size, b"\0") + b"".join(sectors)


def _header(shift: int, directory: int, small: int) -> bytes:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    version = 3 if shift == 9 else 4
    fields = (0x3E, version, 0xFFFE, shift, 6, 0, 1, directory, 0, CUTOFF, small, int(small != END), END, 0)
    return start + struct.pack("<HHHHH6xIIIIIIIII", *fields) + struct.pack("<109I", 0, *[FREE] * 108)


def _line(name: str, kind: int, place: tuple[int, int], right: int, child: int = FREE) -> bytes:
    """Its place is where it starts and how long it is."""
    text = f"{name}\0".encode("utf-16-le")
    family = struct.pack("<BBIII", kind, 1, FREE, right, child)
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + family + bytes(36) + struct.pack("<IQ", *place)
