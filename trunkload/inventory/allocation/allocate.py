"""Tells the story of an allocation: wishes, numbers kept for people, then whoever takes any, place by place."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.allocation.asked import WAITING, asked_of, places_of, take_any
from trunkload.inventory.allocation.candidates import Skipped, skipped_in
from trunkload.inventory.allocation.proposal import KEPT_BACK_COLUMNS, Allocation, Shortage
from trunkload.inventory.allocation.stock import Stock, free_stock
from trunkload.inventory.allocation.unasked import dealt_at
from trunkload.inventory.allocation.wished import kept_for, wished
from trunkload.inventory.arrow_text import Mask, among, arrow
from trunkload.inventory.strategy import LOWEST, Choosing

PLACE = ["trunk", "site"]


@dataclass(frozen=True, slots=True)
class Ground:
    """What an allocation stands on, the same for all rows."""

    account: Account
    stock: Stock
    skipped: Skipped
    choosing: Choosing


def allocate_numbers(wanted: pd.DataFrame, account: Account, choosing: Choosing = LOWEST) -> Allocation:
    """Explicit wishes first, then numbers that wait for a person, then by the strategy of each trunk in row order.

    `wanted`: index = row number; columns as in `asked`. Wishes must be free and known: that is judged before. Rows that
    are blocked are served like the others where stock allows, else behind them. Shortages of all places come back.
    """
    asked = asked_of(wanted, account)
    skipped = skipped_in(account, arrow(asked["internal_number"]), choosing)
    given = _fairly(asked, Ground(account, free_stock(account, places_of(asked)), skipped, choosing)).sort_index()
    waiting = asked.loc[given.index, WAITING].to_numpy(dtype=bool)
    kept = asked.loc[given.index[waiting]].assign(number=given.loc[waiting, "number"])
    ready = given[~waiting]
    return Allocation(ready, _shortages(asked, ready), kept[list(KEPT_BACK_COLUMNS)])


def _fairly(asked: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Blocked rows in their turn; where a ready row would go without for it, they come behind: at its place first,
    everywhere if that does not help."""
    waiting = asked[WAITING].to_numpy(dtype=bool)
    given = _in_turn(asked, np.zeros(len(asked), dtype=bool), ground)
    for everywhere in (False, True):
        lacking = _lacking(asked, given)
        if not lacking.any() or not waiting.any():
            break
        short = asked.set_index(PLACE).index
        behind = waiting & (everywhere | short.isin(short[lacking]))
        other = _in_turn(asked, behind, ground)
        given = other if _lacking(asked, other).sum() < lacking.sum() else given
    return given


def _lacking(asked: pd.DataFrame, given: pd.DataFrame) -> Mask:
    """The ready rows that got nothing."""
    lacking: Mask = ~asked.index.isin(given.index) & ~asked[WAITING].to_numpy(dtype=bool)
    return lacking


def _in_turn(asked: pd.DataFrame, behind: Mask, ground: Ground) -> pd.DataFrame:
    if not behind.any():
        return _served(asked, ground, ground.skipped)[0]
    first, skipped = _served(asked[~behind], ground, ground.skipped)
    late = asked[behind]
    late = late[~among(late["wish"], first["number"])]
    return pd.concat([first, _served(late, ground, skipped)[0]])


def _served(rows: pd.DataFrame, ground: Ground, skipped: Skipped) -> tuple[pd.DataFrame, Skipped]:
    """What these rows get, and what is skipped from then on."""
    wishes = wished(rows[rows["wish"].notna()], ground.account)
    skipped = skipped.with_given(arrow(wishes["number"]), arrow(wishes["internal_number"]))
    others = take_any(rows)
    kept = kept_for(others, ground.account, skipped)
    skipped = skipped.with_given(arrow(kept["number"]), arrow(kept["internal_number"]))
    parts = [wishes, kept]
    for place, here in others.drop(kept.index).groupby(PLACE, sort=True):
        trunk, site = map(str, place)
        strategy = ground.choosing.on(trunk)
        dealt, skipped = dealt_at(here, ground.stock.shelves[trunk, site], ground.stock, skipped, strategy)
        parts.append(dealt)
    return pd.concat(parts), skipped


def _shortages(asked: pd.DataFrame, given: pd.DataFrame) -> tuple[Shortage, ...]:
    """N-10: every place at which a ready row got none, in order."""
    ready = take_any(asked[~asked[WAITING].to_numpy(dtype=bool)])
    counts = ready.assign(free=ready.index.isin(given.index)).groupby(PLACE, sort=True)["free"].agg(["size", "sum"])
    short = counts[counts["sum"] < counts["size"]]
    return tuple(
        Shortage(str(trunk), asked=int(size), free=int(served), site=str(site))
        for (trunk, site), size, served in short.itertuples(name=None)
    )
