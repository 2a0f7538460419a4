"""Knows decimal numbers of up to eight digits in the middle of bytes, many at once."""

import numpy as np
import numpy.typing as npt

from trunkload.intake.workbooks.xlsx.at_once.tags import Bytes, Places, words

Words = npt.NDArray[np.uint64]
ZEROS = np.uint64(0x3030303030303030)
HIGH = np.uint64(0xF0F0F0F0F0F0F0F0)
SIX = np.uint64(0x0606060606060606)
MOST = 8
"""Digits that one word of 64 bits holds."""

KEPT = np.array([(1 << 8 * count) - 1 for count in range(MOST + 1)], np.uint64)
FILLED = np.array([0x3030303030303030 >> 8 * count if count else 0 for count in range(MOST + 1)], np.uint64)


def eight_bytes(chunk: Bytes, starts: Places, lengths: Places) -> Words:
    """The first bytes from each place as one word, those beyond `lengths` (at most 8) as zero."""
    return words(chunk, "<u8")[starts] & KEPT[lengths]


def whole_numbers(chunk: Bytes, starts: Places, lengths: Places) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """The numbers written from each place on, 1 to 8 digits long, and where there are digits only."""
    short = np.clip(lengths, 1, MOST)
    shift = ((MOST - short) * 8).astype(np.uint64)
    text = np.left_shift(eight_bytes(chunk, starts, short), shift) | FILLED[short]
    digits = ((text & HIGH) == ZEROS) & (((text + SIX) & HIGH) == ZEROS) & (lengths == short)
    value = text - ZEROS
    value = value * np.uint64(10) + (value >> np.uint64(8))
    pair = np.uint64(0x000000FF000000FF)
    high, low = np.uint64(0x000F424000000064), np.uint64(0x0000271000000001)
    value = (((value & pair) * high) + (((value >> np.uint64(16)) & pair) * low)) >> np.uint64(32)
    return value.astype(np.uint32).astype(np.int64), digits
