"""Knows ranges of extensions that are there for a purpose of their own, and are given to nobody unasked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from trunkload.inventory.account import NumberBlock
from trunkload.inventory.allocation.spans import values_of
from trunkload.inventory.arrow_text import Mask, Places


@dataclass(frozen=True, slots=True)
class Ranges:
    """By the digits of the whole number: first numbers, lowest first, and the last that any range up to here has."""

    by_digits: Mapping[int, tuple[Places, Places]]

    def hold(self, number: pa.Array) -> Mask:
        """Which of these numbers lie in a range; a longer one behind it does not."""
        value, digits = values_of(number)
        held = np.zeros(len(value), dtype=bool)
        for length, (first, last) in self.by_digits.items():
            at = np.searchsorted(first, value, side="right") - 1
            held |= (digits == length) & (at >= 0) & (value <= last[np.maximum(at, 0)])
        return held


def reserved_ranges(blocks: Iterable[NumberBlock]) -> Ranges:
    """Those of all blocks, whatever they are for."""
    ends = sorted(
        (len(block.base) - 1 + len(one.first), int(block.base[1:] + one.first), int(block.base[1:] + one.last))
        for block in blocks
        for one in block.reserved
    )
    lengths = sorted({length for length, _, _ in ends})
    return Ranges({length: _of_length(ends, length) for length in lengths})


def _of_length(ends: list[tuple[int, int, int]], length: int) -> tuple[Places, Places]:
    first, last = np.array([(low, high) for digits, low, high in ends if digits == length], dtype=np.int64).T
    return first, np.maximum.accumulate(last)
