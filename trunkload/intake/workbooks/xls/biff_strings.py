"""Knows the strings of an old Excel workbook, which may run on in the records that continue theirs."""

import struct
from collections.abc import Sequence
from typing import Final

from trunkload.intake.workbooks.damaged import damaged

WIDE, PHONETIC, RICH = 0x01, 0x04, 0x08
"""Two bytes for a character; something after the characters on how they are read aloud, or what they look like."""
RUN_SIZE: Final = 4
SHORT, LONG = struct.Struct("<H"), struct.Struct("<I")


class Strings:
    """Reads one string after the other from a record's body and the bodies of those that continue it."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        self.body = bodies[0]
        self.at = 0
        self.further = list(bodies[:0:-1])

    def at_end(self) -> bool:
        while self.at >= len(self.body):
            if not self.further:
                return True
            self._turn()
        return False

    def next(self) -> str:
        """Length, flags, characters; what follows them is passed over. Raises Refused where the record ends before."""
        return self._string(SHORT.unpack(self._take(2))[0])

    def next_short(self) -> str:
        """The same with a length of one byte, as a worksheet's name has it."""
        return self._string(self._take(1)[0])

    def _string(self, count: int) -> str:
        flags = self._take(1)[0]
        after = 0
        if flags & RICH:
            after += RUN_SIZE * int(SHORT.unpack(self._take(2))[0])
        if flags & PHONETIC:
            after += int(LONG.unpack(self._take(4))[0])
        text = self._characters(count, flags & WIDE)
        if after:
            self._skip(after)
        return text

    def _characters(self, count: int, wide: int) -> str:
        """Where another record goes on with the characters, it says anew how wide they are."""
        end = self.at + (count << wide)
        if end <= len(self.body):
            packed = self.body[self.at : end]
            self.at = end
            return _decoded(packed, wide)
        pieces: list[bytes] = []
        while count:
            there = min(count, len(self.body) - self.at >> wide)
            packed = self.body[self.at : self.at + (there << wide)]
            pieces.append(packed if wide else _widened(packed))
            self.at += there << wide
            count -= there
            if count:
                if self.at != len(self.body):
                    raise damaged()
                self._turn()
                wide = self._take(1)[0] & WIDE
        return _decoded(b"".join(pieces), WIDE)

    def _take(self, count: int) -> bytes:
        end = self.at + count
        if end <= len(self.body):
            taken = self.body[self.at : end]
            self.at = end
            return taken
        taken = b""
        while len(taken) < count:
            piece = self.body[self.at : self.at + count - len(taken)]
            self.at += len(piece)
            taken += piece
            if len(taken) < count:
                self._turn()
        return taken

    def _skip(self, count: int) -> None:
        while count > len(self.body) - self.at:
            count -= len(self.body) - self.at
            self._turn()
        self.at += count

    def _turn(self) -> None:
        if not self.further:
            raise damaged()
        self.body, self.at = self.further.pop(), 0


def _decoded(packed: bytes, wide: int) -> str:
    return packed.decode("utf-16-le", "replace") if wide else packed.decode("latin-1")


def _widened(packed: bytes) -> bytes:
    return packed.decode("latin-1").encode("utf-16-le")
