"""Deals a pool of free numbers to rows: which row gets which of them, by each strategy, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.allocation.gaps import deal_together
from trunkload.inventory.allocation.pool import Pool
from trunkload.inventory.allocation.proposal import Reason, detailed
from trunkload.inventory.arrow_text import STRINGS, Places, arrow, true
from trunkload.inventory.strategy import Kind, Strategy

NONE: Final = -1
"""Stands for the number of a row that gets none."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """For each row, in order: the place of its number in the pool, or NONE, and the reason as it is kept."""

    chosen: Places
    reason: pa.Array


def deal(rows: pd.DataFrame, pool: Pool, strategy: Strategy) -> Dealt:
    """Numbers for `rows` (columns internal_number, department, site) by the strategy; what it cannot serve takes the
    lowest that is left, in the order of the rows."""
    return DEALERS[strategy.kind](rows, pool, strategy.by)


def _lowest_free(rows: pd.DataFrame, pool: Pool, by: str) -> Dealt:
    del by
    return _with_rest(np.full(len(rows), NONE, dtype=np.int64), pool, said(Reason.LOWEST_FREE, len(rows)))


def _spread(rows: pd.DataFrame, pool: Pool, by: str) -> Dealt:
    """The block that has most free numbers left is next; of blocks that have as many the first."""
    del by
    of_block = pd.Series(pool.run // 16 * (int(pool.block.max(initial=0)) + 2) + pool.block)
    left = (of_block.groupby(of_block).transform("size") - of_block.groupby(of_block).cumcount()).to_numpy()
    order = np.lexsort((pool.block, -left, pool.run // 16))
    at = np.full(len(rows), NONE, dtype=np.int64)
    served = min(len(rows), len(pool))
    at[:served] = order[:served]
    return Dealt(at, said(Reason.SPREAD, len(rows)))


def _pattern(rows: pd.DataFrame, pool: Pool, by: str) -> Dealt:
    """Numbers that end as the pattern does; a pattern longer than the extension looks at the whole number."""
    fitting = np.flatnonzero(true(pc.match_substring_regex(pool.number, f"{by.replace('.', '[0-9]')}$")))
    at = np.full(len(rows), NONE, dtype=np.int64)
    served = min(len(rows), len(fitting))
    at[:served] = fitting[:served]
    return _with_rest(at, pool, _either(at, said(f"{Reason.PATTERN}:{by}", len(rows)), f"{Reason.NO_MATCH}:{by}"))


def _together(rows: pd.DataFrame, pool: Pool, by: str) -> Dealt:
    """Each group in a gap of its own; who belongs to none takes the lowest that is left."""
    group = arrow(rows[by])
    at = deal_together(group, pool)
    mine = detailed(Reason.TOGETHER, group)
    none = detailed(Reason.NOT_TOGETHER, group)
    told = pc.if_else(pa.array(at != NONE), mine, none).fill_null(Reason.LOWEST_FREE.value)
    return _with_rest(at, pool, told)


DEALERS: Final[Mapping[Kind, Callable[[pd.DataFrame, Pool, str], Dealt]]] = {
    Kind.LOWEST_FREE: _lowest_free,
    Kind.SPREAD: _spread,
    Kind.PATTERN: _pattern,
    Kind.TOGETHER: _together,
}


def said(reason: str, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(str(reason), STRINGS), rows)


def _either(at: Places, served: pa.Array, unserved: str) -> pa.Array:
    return pc.if_else(pa.array(at != NONE), served, pa.scalar(unserved, STRINGS))


def _with_rest(at: Places, pool: Pool, reason: pa.Array) -> Dealt:
    """Rows that have none yet take the lowest that nobody has."""
    left = np.ones(len(pool), dtype=bool)
    left[at[at != NONE]] = False
    without, there = np.flatnonzero(at == NONE), np.flatnonzero(left)
    served = min(len(without), len(there))
    at[without[:served]] = there[:served]
    return Dealt(at, reason)
