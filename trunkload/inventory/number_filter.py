"""Knows which numbers of an overview are meant by what a person asks for."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trunkload.inventory.number_search import found_by


@dataclass(frozen=True, slots=True)
class Asked:
    """None is anything. `holder`: part of a username, name, function or import id; `pattern`: of `search_pattern`;
    `free`: only what may be given unasked."""

    trunks: Collection[str] | None = None
    sites: Collection[str] | None = None
    blocks: Collection[str] | None = None
    states: Collection[str] | None = None
    holder: str | None = None
    pattern: str | None = None
    free: bool = False


def asked_for(overview: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The rows of `numbers_overview` that meet everything that is asked."""
    named = {"trunk": asked.trunks, "site": asked.sites, "block": asked.blocks, "state": asked.states}
    chosen = np.ones(len(overview), dtype=bool)
    for column, values in named.items():
        if values is not None:
            chosen &= overview[column].isin(values).to_numpy(dtype=bool)
    if asked.free:
        chosen &= overview["reason"].isna().to_numpy(dtype=bool)
    if asked.pattern is not None:
        chosen &= found_by(overview.index, asked.pattern).to_numpy(dtype=bool)
    if asked.holder is not None:
        chosen &= _of_holder(overview, asked.holder)
    return overview[chosen]


def _of_holder(overview: pd.DataFrame, holder: str) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    name = overview["given_name"].fillna("").str.cat(overview["family_name"].fillna(""), sep=" ")
    found = np.zeros(len(overview), dtype=bool)
    for texts in (overview["holder"], name, overview["reserved_for"]):
        found |= texts.str.casefold().str.contains(holder.casefold(), regex=False).fillna(value=False).to_numpy(bool)
    return found
