"""Knows many texts by their numbers, as few large pieces of UTF-8."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from trunkload.intake.workbooks.damaged import no_xml
from trunkload.intake.workbooks.xlsx.at_once.tags import REFERENCE, Bytes, Places, is_sound, pieces_of
from trunkload.intake.workbooks.xlsx.texts import unescaped

NAMED: Final = {b"amp": b"&", b"lt": b"<", b"gt": b">", b"quot": b'"', b"apos": b"'"}
AMPERSAND, RETURN, UNDERSCORE = b"&\r_"
NUMBERS = npt.NDArray[np.int32]


class Pool:
    """Texts get their numbers in the order in which they come."""

    def __init__(self) -> None:
        self.count = 0
        self.pieces: list[bytes] = []
        self.lengths: list[npt.NDArray[np.int64]] = []
        self.single: list[bytes] = []
        self.known: dict[str, int] = {}

    def copy(self) -> "Pool":
        """A pool that begins with the same texts."""
        self._settle()
        other = Pool()
        other.count, other.pieces, other.lengths = self.count, [*self.pieces], [*self.lengths]
        other.known = {**self.known}
        return other

    def keep_only(self, numbers: NUMBERS) -> NUMBERS:
        """Forget every text that none of the numbers names; answers the numbers as they are then."""
        sizes = self.sizes()
        used = np.zeros(len(sizes), dtype=bool)
        used[numbers] = True
        ends = np.cumsum(sizes)
        content = np.frombuffer(b"".join(self.pieces), np.uint8)
        kept = [content[ends[at] - sizes[at] : ends[at]].tobytes() for at in np.flatnonzero(used).tolist()]
        self.count, self.pieces, self.lengths, self.single, self.known = len(kept), [], [], kept, {}
        renumbered: NUMBERS = (np.cumsum(used) - 1).astype(np.int32)[numbers]
        return renumbered

    def add(self, text: str) -> int:
        """The number of a text, which is kept only once."""
        number = self.known.get(text)
        if number is None:
            number = self.known[text] = self.count
            self.single.append(text.encode())
            self.count += 1
        return number

    def add_slices(self, chunk: Bytes, starts: Places, ends: Places) -> NUMBERS:
        """The numbers of pieces of a chunk, which come in its order and do not touch each other."""
        if not len(starts):
            return np.zeros(0, np.int32)
        damaged = _with_escapes(chunk, starts, ends)
        self._settle()
        numbers = np.arange(self.count, self.count + len(starts), dtype=np.int32)
        self.pieces.append(pieces_of(chunk, starts, ends).tobytes())
        self.lengths.append(ends - starts)
        self.count += len(starts)
        for at in damaged.tolist():
            numbers[at] = self.add(mended(chunk[starts[at] : ends[at]].tobytes()))
        return numbers

    def _settle(self) -> None:
        if self.single:
            self.pieces.append(b"".join(self.single))
            self.lengths.append(np.array(list(map(len, self.single)), np.int64))
            self.single.clear()

    def sizes(self) -> npt.NDArray[np.int64]:
        """Bytes of each text."""
        self._settle()
        return np.concatenate([np.zeros(0, np.int64), *self.lengths])

    def packed(self) -> tuple[bytes, bytes]:
        """Where each text ends, and all texts."""
        return np.cumsum(self.sizes()).tobytes(), b"".join(self.pieces)


def _with_escapes(chunk: Bytes, starts: Places, ends: Places) -> Places:
    """Which of the pieces hold a reference, a line break that XML changes, or perhaps an escape such as _x000D_."""
    special = (chunk == AMPERSAND) | (chunk == RETURN)
    special[:-1] |= (chunk[:-1] == UNDERSCORE) & (chunk[1:] == ord("x"))
    places = np.flatnonzero(special)
    if not len(places):
        return places[:0]
    pieces = np.searchsorted(starts, places, "right") - 1
    inside = (pieces >= 0) & (places < ends[pieces])
    found: Places = np.unique(pieces[inside])
    return found


def mended(piece: bytes, *, escapes: bool = True) -> str:
    """The text that a piece of XML stands for. Raises Refused for references that stand for nothing."""
    if not is_sound(piece):
        raise no_xml()
    try:
        text = REFERENCE.sub(_meant, piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).decode()
        return unescaped(text) if escapes else text
    except ValueError:
        raise no_xml() from None


def _meant(found: re.Match[bytes]) -> bytes:
    decimal, hexadecimal, name = found.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or (code < 0x20 and code not in (9, 10, 13)):  # noqa: PLR2004  # XML 1.0, 2.2
        raise ValueError(code)
    return chr(code).encode()
