"""Gives numbers to the rows of one place that wish none: those that name a block first, then the others."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.allocation.as_before import deal_as_before
from trunkload.inventory.allocation.candidates import Skipped, pool_of
from trunkload.inventory.allocation.dealing import NONE, Dealt, deal
from trunkload.inventory.allocation.given import given_table
from trunkload.inventory.allocation.pool import Pool, Shelf
from trunkload.inventory.allocation.proposal import Reason
from trunkload.inventory.allocation.stock import SINGLE, Stock
from trunkload.inventory.arrow_text import STRINGS, arrow, series
from trunkload.inventory.strategy import INTERNAL_NUMBER, Kind, Strategy


def dealt_at(
    rows: pd.DataFrame, shelf: Shelf, stock: Stock, skipped: Skipped, strategy: Strategy
) -> tuple[pd.DataFrame, Skipped]:
    """What the rows get, none where there is none left; and what is skipped from then on."""
    parts = []
    for block, named in rows.groupby("block", sort=True):
        inside = shelf.only(shelf.block == stock.rank_of(str(block)))
        part, skipped = _dealt(named, inside, stock, skipped, strategy)
        parts.append(part)
    part, skipped = _dealt(rows[rows["block"].isna()], shelf, stock, skipped, strategy)
    return pd.concat([*parts, part]), skipped


def _dealt(
    rows: pd.DataFrame, shelf: Shelf, stock: Stock, skipped: Skipped, strategy: Strategy
) -> tuple[pd.DataFrame, Skipped]:
    if strategy.by == INTERNAL_NUMBER:
        return _dealt_as_before(rows, shelf, stock, skipped)
    pool = pool_of(shelf, skipped, len(rows) if strategy.kind is Kind.LOWEST_FREE else None)
    return _given(rows, pool, deal(rows, pool, strategy), stock, skipped)


def _dealt_as_before(rows: pd.DataFrame, shelf: Shelf, stock: Stock, skipped: Skipped) -> tuple[pd.DataFrame, Skipped]:
    """Who finds no number that ends so takes the lowest that is left."""
    pool = pool_of(shelf, skipped, own_internal=True)
    found = deal_as_before(rows, pool)
    given, skipped = _given(rows, pool, found, stock, skipped)
    without = found.chosen == NONE
    rest = rows[without]
    pool = pool_of(shelf, skipped, len(rest))
    lowest = Dealt(deal(rest, pool, Strategy()).chosen, found.reason.filter(pa.array(without)))
    others, skipped = _given(rest, pool, lowest, stock, skipped)
    return pd.concat([given, others]), skipped


def _given(
    rows: pd.DataFrame, pool: Pool, dealt: Dealt, stock: Stock, skipped: Skipped
) -> tuple[pd.DataFrame, Skipped]:
    served = np.flatnonzero(dealt.chosen != NONE)
    own, at = rows.iloc[served], pa.array(dealt.chosen[served])
    block = pool.block[dealt.chosen[served]]
    ids = pa.array([*stock.blocks, None], STRINGS).take(pa.array(np.where(block == SINGLE, len(stock.blocks), block)))
    alone = pa.array(block == SINGLE)
    reason = dealt.reason.take(pa.array(served))
    lowest = pc.and_(pc.equal(reason, Reason.LOWEST_FREE.value), alone)
    number, inside = pool.number.take(at), pool.extension.take(at)
    given = given_table(
        own,
        series(number, own.index),
        series(pc.if_else(alone, pa.scalar(None, STRINGS), inside), own.index),
        series(ids, own.index),
        series(pc.if_else(lowest, Reason.SINGLE.value, reason), own.index),
    )
    return given, skipped.with_given(number, arrow(given["internal_number"]))
