"""Knows Microsoft's compound file: a small file system inside one file, where old workbooks live ([MS-CFB])."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from trunkload.intake.formats import OLE2
from trunkload.intake.workbooks.damaged import cut_off, damaged

HEADER: Final = struct.Struct("<26xH2xHH14xI4xII4xII")
"""Version, shifts of a sector and a mini sector; first sector of the directory, size of the shortest stream that
is not mini, first sectors of the mini table and of what continues the table, and how many continue it."""
TABLE_START: Final = 76
TABLE_IN_HEADER: Final = 109
LAST_SECTOR: Final = 0xFFFFFFFA
"""Larger numbers are signs, such as the end of a chain or a free sector."""
NONE: Final = 0xFFFFFFFF
SECTOR_SHIFTS: Final = {3: 9, 4: 12}
MINI_SHIFT: Final = 6

ENTRY: Final = struct.Struct("<64sHBxIII36xIQ")
"""One line of the directory: name, its length, kind, neighbours and first child, first sector, size."""
STREAM, ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream or a storage; `kind` is 2 for a stream."""

    name: str
    kind: int
    neighbours: tuple[int, int]
    child: int
    start: int
    size: int


class Compound:
    """The streams and storages that stand at the top, by their names in small letters; those further in are others'."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 1 << SECTOR_SHIFTS[3]:
            raise cut_off()
        if not content.startswith(OLE2):
            raise damaged()
        version, shift, mini_shift, directory, cutoff, self.mini_start, further, count = HEADER.unpack_from(content)
        if SECTOR_SHIFTS.get(version) != shift or mini_shift != MINI_SHIFT:
            raise damaged()
        self.content = content
        self.sector_size = 1 << shift
        self.cutoff = cutoff
        self.table = self._sector_table(further if count else NONE)
        entries = self._entries(directory)
        self.root = entries[0]
        self.entries = {entry.name.casefold(): entry for entry in _family(entries, entries[0].child)}

    def read(self, name: str) -> bytes:
        """The stream of this name; raises Refused where its sectors are cut off or lead nowhere."""
        entry = self.entries[name.casefold()]
        if entry.kind != STREAM:
            raise damaged()
        if entry.size >= self.cutoff:
            return self._stream(entry.start, entry.size)
        minis = self._stream(self.root.start, self.root.size)
        table = _numbers(b"".join(map(self._sector, self._chain(self.mini_start))))
        size = 1 << MINI_SHIFT
        chain = _followed(table, entry.start, -(-entry.size // size))
        return _exactly(b"".join(minis[place * size : (place + 1) * size] for place in chain), entry.size)

    def _stream(self, start: int, size: int) -> bytes:
        if size > len(self.content):
            raise cut_off()
        chain = _followed(self.table, start, -(-size // self.sector_size))
        return _exactly(b"".join(map(self._sector, chain)), size)

    def _chain(self, start: int) -> Iterator[int]:
        """Every sector up to the end mark; its length is said nowhere."""
        seen: set[int] = set()
        while start < LAST_SECTOR:
            if start in seen or start >= len(self.table):
                raise damaged()
            seen.add(start)
            yield start
            start = self.table[start]

    def _sector(self, place: int) -> bytes:
        """The last one of a file may be shorter than the others."""
        start = (place + 1) * self.sector_size
        if start >= len(self.content):
            raise cut_off()
        return self.content[start : start + self.sector_size]

    def _sector_table(self, further: int) -> Sequence[int]:
        """Which sector follows upon which, for the whole file."""
        places = list(struct.unpack_from(f"<{TABLE_IN_HEADER}I", self.content, TABLE_START))
        seen: set[int] = set()
        while further < LAST_SECTOR:
            if further in seen:
                raise damaged()
            seen.add(further)
            *more, further = _numbers(_exactly(self._sector(further), self.sector_size))
            places += more
        places = [place for place in places if place < LAST_SECTOR]
        if len(set(places)) < len(places):
            raise damaged()
        return _numbers(b"".join(map(self._sector, places)))

    def _entries(self, start: int) -> list[Entry]:
        lines = b"".join(map(self._sector, self._chain(start)))
        if len(lines) < ENTRY.size:
            raise damaged()
        version_3 = self.sector_size == 1 << SECTOR_SHIFTS[3]
        entries = [_entry(line, 0xFFFFFFFF if version_3 else -1) for line in _lines(lines)]
        if entries[0].kind != ROOT:
            raise damaged()
        return entries


def _lines(lines: bytes) -> Iterator[bytes]:
    size = ENTRY.size
    return (lines[place : place + size] for place in range(0, len(lines) - size + 1, size))


def _entry(line: bytes, size_mask: int) -> Entry:
    """Small sectors go with sizes of 32 bits; what stands above them is often not cleared."""
    name, length, kind, left, right, child, start, size = ENTRY.unpack(line)
    text = name[: max(0, min(length, len(name)) - 2)].decode("utf-16-le", "replace")
    return Entry(text, kind, (left, right), child, start, size & size_mask)


def _family(entries: Sequence[Entry], first: int) -> Iterator[Entry]:
    """An entry and all of its neighbours; their children stand in storages of their own."""
    waiting, seen = [first], set()
    while waiting:
        place = waiting.pop()
        if place == NONE:
            continue
        if place >= len(entries) or place in seen:
            raise damaged()
        seen.add(place)
        yield entries[place]
        waiting += entries[place].neighbours


def _followed(table: Sequence[int], start: int, count: int) -> list[int]:
    """So many places, one after the other, none of them twice."""
    places: list[int] = []
    for _ in range(count):
        if start >= len(table):
            raise damaged() if start < LAST_SECTOR else cut_off()
        places.append(start)
        start = table[start]
    if len(set(places)) < count:
        raise damaged()
    return places


def _numbers(packed: bytes) -> Sequence[int]:
    return struct.unpack_from(f"<{len(packed) // 4}I", packed)


def _exactly(found: bytes, size: int) -> bytes:
    if len(found) < size:
        raise cut_off()
    return found[:size]
