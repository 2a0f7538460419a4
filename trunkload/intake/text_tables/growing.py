"""Knows how a column of text grows piece by piece, so that its text never stands in memory twice."""

import mmap
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from trunkload.intake.raw import STRINGS, filled, nothing, without_blanks

MOSTLY_NOTHING: Final = 8
"""A column with texts in its first part only, of so many, such as only a header, is kept as a dictionary."""

SPARE: Final = 1.1
"""So many times what is expected is reserved: pages that nobody writes into are no memory."""


class GrowingColumn:
    """The texts so far, one behind the other, and where each of them ends.

    As cells that are empty and cells that are not there are the same to us, both are nothing but an end, and those
    behind the last text are a number.
    """

    def __init__(self) -> None:
        self._texts = Room()
        self._ends = Room()
        self._height = 0

    def add(self, column: pa.Array, share: float) -> None:
        """Appends the cells of a string column (32-bit offsets); `share`: which part of all cells there are by then."""
        _, offset_buffer, texts = column.buffers()
        ends = np.frombuffer(offset_buffer, np.int32, len(column) + 1, column.offset * 4)
        if ends[-1] > ends[0]:
            self._write_ends(share)
            self._ends.write((ends[1:] + np.int64(self._texts.size - ends[0])).view(np.uint8), share)
            self._texts.write(np.frombuffer(texts, np.uint8)[ends[0] : ends[-1]], share)
        self._height += len(column)

    def fill_up(self, height: int) -> None:
        """Appends empty cells until there are `height`."""
        self._height = height

    def grown(self) -> pa.Array:
        """All cells, null where nothing can be seen; a dictionary where only the first few have a text."""
        if not self._texts.size:
            return nothing(self._height)
        count = self._ends.size // 8 - 1
        if count < self._height // MOSTLY_NOTHING:
            return _dictionary(self._strings(count), self._height)
        self._write_ends(share=1)
        return self._strings(self._height)

    def _strings(self, count: int) -> pa.Array:
        return without_blanks(pa.Array.from_buffers(STRINGS, count, [None, self._ends.buffer(), self._texts.buffer()]))

    def _write_ends(self, share: float) -> None:
        """The ends of all empty cells since the last text, and the beginning of the very first cell."""
        missing = self._height + 1 - self._ends.size // 8
        self._ends.write(np.full(missing, self._texts.size, np.int64).view(np.uint8), share)


def _dictionary(firsts: pa.Array, height: int) -> pa.Array:
    """These cells and nothing behind them; pages that nobody writes into are no memory."""
    valid, places = mmap.mmap(-1, height // 8 + 1), mmap.mmap(-1, height * 4)
    bits = np.packbits(filled(firsts), bitorder="little")
    np.frombuffer(valid, np.uint8)[: len(bits)] = bits
    np.frombuffer(places, np.int32)[: len(firsts)] = np.arange(len(firsts))
    indices = pa.Array.from_buffers(pa.int32(), height, [pa.py_buffer(valid), pa.py_buffer(places)])
    return pa.DictionaryArray.from_arrays(indices, firsts)


class Room:
    """Bytes that grow in pages of their own, which go back to the system whole."""

    def __init__(self) -> None:
        self.size = 0
        self._pages = mmap.mmap(-1, mmap.PAGESIZE)

    def write(self, data: npt.NDArray[np.uint8], share: float) -> None:
        """Appends bytes; `share`: which part of all bytes there are by then."""
        end = self.size + len(data)
        if end > len(self._pages):
            larger = mmap.mmap(-1, int(max(end / share, end) * SPARE) + mmap.PAGESIZE)
            larger[: self.size] = memoryview(self._pages)[: self.size]
            self._pages = larger
        np.frombuffer(self._pages, np.uint8)[self.size : end] = data
        self.size = end

    def array(self, kind: type[np.int32], count: int) -> npt.NDArray[np.int32]:
        """The first `count` numbers, which stay here."""
        return np.frombuffer(self._pages, kind, count)

    def buffer(self) -> pa.Buffer:
        return pa.py_buffer(self._pages)
