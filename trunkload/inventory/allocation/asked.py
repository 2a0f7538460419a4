"""Knows what rows ask for: the columns of `wanted`, and what counts where one is left out."""

import pandas as pd
import pyarrow as pa

from trunkload.inventory.account import Account
from trunkload.inventory.allocation.stock import Place
from trunkload.inventory.arrow_text import STRINGS, arrow, series
from trunkload.inventory.places import implied_sites

TEXT = pd.StringDtype("pyarrow")

NEEDED = ("trunk", "wish", "internal_number", "block")
OPTIONAL = ("site", "department", "kept", "employee_key", "identity_key", "name_key")
"""Text columns. `kept`: the number that an earlier import keeps for the row's person; the keys say who that is."""

WAITING = "waiting"
"""A truth value: the row is blocked, and its number is kept for it where stock allows."""


def asked_of(wanted: pd.DataFrame, account: Account) -> pd.DataFrame:
    """`wanted` with every column; a row without a site asks at the site that its trunk implies (R-10)."""
    nothing = pd.Series(pd.NA, index=wanted.index, dtype=TEXT)
    asked = pd.DataFrame(
        {
            **{name: wanted[name] for name in NEEDED},
            **{name: wanted.get(name, nothing) for name in OPTIONAL},
            WAITING: wanted.get(WAITING, pd.Series(data=False, index=wanted.index, dtype=bool)),
        }
    )
    return asked if asked["site"].notna().all() else asked.assign(site=asked["site"].fillna(_implied(asked, account)))


def _implied(asked: pd.DataFrame, account: Account) -> pd.Series:
    sites = implied_sites(account)
    trunks = arrow(asked["trunk"]).dictionary_encode()
    known = pa.array([sites.get(name) for name in trunks.dictionary.to_pylist()], STRINGS)
    return series(known.take(trunks.indices), asked.index)


def places_of(asked: pd.DataFrame) -> list[Place]:
    """Where rows take any number."""
    places = take_any(asked)[["trunk", "site"]].dropna().drop_duplicates()
    return [(str(trunk), str(site)) for trunk, site in places.itertuples(index=False)]


def take_any(asked: pd.DataFrame) -> pd.DataFrame:
    """Rows that wish no number."""
    return asked[asked["wish"].isna()]
