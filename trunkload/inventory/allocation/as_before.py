"""Gives people numbers that end with the internal number that they have already."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.allocation.dealing import NONE, Dealt
from trunkload.inventory.allocation.pool import Pool
from trunkload.inventory.allocation.proposal import Reason, detailed
from trunkload.inventory.arrow_text import arrow


def deal_as_before(rows: pd.DataFrame, pool: Pool) -> Dealt:
    """Numbers that end with the internal number that the row gives: people keep what they are dialled by. The longest
    are served first, because a number that ends with 4712 ends with 12 as well. Who finds none gets none here."""
    own = arrow(rows["internal_number"])
    digits = pc.binary_length(own).fill_null(0).to_numpy(zero_copy_only=False)
    at, left = np.full(len(rows), NONE, dtype=np.int64), np.ones(len(pool), dtype=bool)
    for length in sorted(set(digits[digits > 0]), reverse=True):
        asking, there = np.flatnonzero(digits == length), np.flatnonzero(left)
        ends = pc.utf8_slice_codeunits(pool.number.take(pa.array(there)), -int(length))
        first = pd.Series(there, index=ends.to_pandas()).groupby(level=0, sort=False).first()
        found = first.reindex(own.take(pa.array(asking)).to_pandas()).fillna(NONE).to_numpy(dtype=np.int64, copy=True)
        found[pd.Series(found).duplicated().to_numpy(dtype=bool)] = NONE
        at[asking] = found
        left[found[found != NONE]] = False
    mine = detailed(Reason.PATTERN, own)
    none = detailed(Reason.NO_MATCH, own)
    return Dealt(at, pc.if_else(pa.array(at != NONE), mine, none).fill_null(Reason.LOWEST_FREE.value))
