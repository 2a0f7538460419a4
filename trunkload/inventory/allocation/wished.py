"""Gives rows the number that they wish, and people the number that an earlier import keeps for them."""

import pandas as pd
import pyarrow.compute as pc

from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.allocation.candidates import Skipped
from trunkload.inventory.allocation.given import given_table, none_given
from trunkload.inventory.allocation.proposal import Reason, detailed
from trunkload.inventory.allocation.stock import dialled_inside
from trunkload.inventory.arrow_text import arrow, series
from trunkload.inventory.places import number_sites

TEXT = pd.StringDtype("pyarrow")


def wished(rows: pd.DataFrame, account: Account) -> pd.DataFrame:
    """Rows with a wish, which is known and free; somebody may wish the number that is kept for them anyway."""
    if not len(rows):
        return none_given()
    own = (rows["wish"] == rows["kept"]).fillna(value=False).astype(bool)
    reason = pd.Series(Reason.WISH.value, index=rows.index, dtype=TEXT)
    return _given(rows, rows["wish"], reason.mask(own, _since(rows["wish"], account)), account)


def kept_for(rows: pd.DataFrame, account: Account, skipped: Skipped) -> pd.DataFrame:
    """Rows that wish nothing and whose person has a number waiting: just that one, if it is where the row goes and its
    internal number is still to be had."""
    rows = rows[rows["kept"].notna().to_numpy(dtype=bool)]
    if not len(rows):
        return none_given()
    known = account.numbers.reindex(rows["kept"]).set_axis(rows.index)
    there = (
        (known["state"] == NumberState.HELD.value)
        & (known["trunk"] == rows["trunk"])
        & (number_sites(known, account) == rows["site"])
        & (rows["block"].isna() | (rows["block"] == known["block"]))
    )
    rows = rows[there.fillna(value=False).to_numpy(dtype=bool)]
    given = _given(rows, rows["kept"], _since(rows["kept"], account), account)
    inside = dialled_inside(arrow(given["number"]), arrow(given["extension"]))
    clashes = skipped.clashes_inside(inside) & rows["internal_number"].isna().to_numpy(dtype=bool)
    return given[~clashes]


def _given(rows: pd.DataFrame, number: pd.Series, reason: pd.Series, account: Account) -> pd.DataFrame:
    found = account.numbers.reindex(number).set_axis(rows.index)
    return given_table(rows, number, found["extension"], found["block"], reason)


def _since(number: pd.Series, account: Account) -> pd.Series:
    """`kept_for`, with the day from which on it is kept, where that is known."""
    day = pc.utf8_slice_codeunits(arrow(account.numbers["since"].reindex(number)), 0, 10)
    return series(detailed(Reason.KEPT_FOR, day).fill_null(Reason.KEPT_FOR.value), number.index)
