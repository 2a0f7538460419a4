"""Knows how groups of people get numbers side by side: each the smallest gap that holds all of them."""

from bisect import bisect_left, insort

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.allocation.pool import Pool
from trunkload.inventory.arrow_text import Places


def deal_together(group: pa.Array, pool: Pool) -> Places:
    """For each row the place of its number in the pool, -1 where it belongs to no group or no gap holds its group.

    Groups in the order of their first rows; of gaps that are as small the lowest. `group`: null for who has none.
    """
    codes = group.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    at = np.full(len(codes), -1, dtype=np.int64)
    members, gaps = np.argsort(codes, kind="stable"), _gaps(pool)
    sizes = np.bincount(codes[codes >= 0]) if len(codes) else np.empty(0, dtype=np.int64)
    last = np.cumsum(sizes) + np.count_nonzero(codes < 0)
    for end, size in zip(last.tolist(), sizes.tolist(), strict=True):
        found = bisect_left(gaps, (size, -1))
        if found < len(gaps):
            length, first = gaps.pop(found)
            at[members[end - size : end]] = np.arange(first, first + size)
            if length > size:
                insort(gaps, (length - size, first + size))
    return at


def _gaps(pool: Pool) -> list[tuple[int, int]]:
    """Length and first place of each run of numbers without a hole, the shortest first."""
    if not len(pool):
        return []
    value = pc.cast(pool.extension, pa.int64()).to_numpy()
    broken = (np.diff(value) != 1) | (np.diff(pool.block) != 0) | (np.diff(pool.run) != 0)
    first = np.concatenate([[0], np.flatnonzero(broken) + 1])
    length = np.diff(np.concatenate([first, [len(value)]]))
    return sorted(zip(length.tolist(), first.tolist(), strict=True))
