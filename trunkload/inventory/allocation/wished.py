"""Gives rows the number that they wish, and people the number that an earlier import keeps for them."""

from datetime import datetime

import numpy as np
import pandas as pd
import pyarrow as pa

from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.allocation.candidates import Skipped
from trunkload.inventory.allocation.given import given_table, none_given
from trunkload.inventory.allocation.proposal import Reason, detailed
from trunkload.inventory.allocation.spans import first_come, span_of, values_of
from trunkload.inventory.arrow_text import Mask, arrow, series
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
    internal number is still to be had. Of numbers that several imports kept and that stand in each other's way inside
    the shorter one comes first, then that of the first row."""
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
    own = rows["internal_number"].notna().to_numpy(dtype=bool)
    inside = arrow(given["internal_number"])
    return given[own | (~skipped.clashes_inside(inside) & _first_inside(inside, own))]


def _first_inside(internal: pa.Array, own: Mask) -> Mask:
    """N-08, R-04: which of the internal numbers that no row gives itself may be dialled beside those before them."""
    value, digits = values_of(internal.filter(pa.array(~own)))
    order = np.argsort(digits, kind="stable")
    may, first = np.ones(len(own), dtype=bool), np.ones(len(order), dtype=bool)
    first[order] = first_come(*span_of(value[order], digits[order]), digits[order])
    may[~own] = first
    return may


def _given(rows: pd.DataFrame, number: pd.Series, reason: pd.Series, account: Account) -> pd.DataFrame:
    found = account.numbers.reindex(number).set_axis(rows.index)
    return given_table(rows, number, found["extension"], found["block"], reason)


def _since(number: pd.Series, account: Account) -> pd.Series:
    """`kept_for`, with the day from which on it is kept, where that is known, by the calendar of this machine."""
    since = account.numbers["since"].reindex(number)
    days = {one: datetime.fromisoformat(one).astimezone().date().isoformat() for one in since.dropna().unique()}
    reason = detailed(Reason.KEPT_FOR, arrow(since.map(days).astype(TEXT)))
    return series(reason.fill_null(Reason.KEPT_FOR.value), number.index)
