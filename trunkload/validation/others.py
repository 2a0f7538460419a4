"""Knows which other rows a row shares something with, and where they stand: a few by name, the rest counted."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.validation.glance.distinct import distinct_of
from trunkload.validation.texts import STRINGS, arrow, at, series

NAMED = 3
"""As many others are named in a sentence; a column of one address for all would else name each row to each."""

Places = npt.NDArray[np.int64]


def others_of(keys: pd.Series, letters: pd.Series) -> Mapping[str, pd.Series]:
    """For every row whose key another row has too: `rows`, the first of the others (`7, 12`), `cells`, where they stand
    (`A7, A12`), and `more`, how many others are not named.

    `letters`: the column of each row's cell, NA where the file has none; both are indexed by row number.
    """
    rows = np.flatnonzero(distinct_of(arrow(keys)).shared)
    index = keys.index[rows]
    _, groups = np.unique(distinct_of(arrow(keys).take(pa.array(rows))).codes, return_inverse=True)
    sizes = np.bincount(groups).astype(np.int64)[groups]
    rank = _rank(groups)
    places = _first_others(groups, rank, sizes)
    numbers = pc.cast(pa.array(index.to_numpy(dtype=np.int64)), STRINGS)
    cells = pc.binary_join_element_wise(at(letters, index).fill_null(""), numbers, pa.scalar("", STRINGS))
    told = {
        "rows": _listed(numbers, places),
        "cells": _listed(cells, places),
        "more": pc.cast(pa.array(np.maximum(sizes - 1 - NAMED, 0)), STRINGS),
    }
    return {name: series(texts, index) for name, texts in told.items()}


def _rank(groups: Places) -> Places:
    """For every row how many of its group stand before it."""
    order = np.argsort(groups, kind="stable")
    begins = np.cumsum(np.bincount(groups)) - np.bincount(groups)
    rank = np.empty(len(groups), dtype=np.int64)
    rank[order] = np.arange(len(groups)) - begins[groups[order]]
    return rank


def _first_others(groups: Places, rank: Places, sizes: Places) -> Places:
    """For every row the places of the first others of its group, -1 where there are no more."""
    first = np.full((groups.max(initial=-1) + 1, NAMED + 1), -1, dtype=np.int64)
    early = rank <= NAMED
    first[groups[early], rank[early]] = np.flatnonzero(early)
    steps = np.arange(NAMED)
    chosen = np.where(rank[:, None] > steps, steps, steps + 1)
    return np.where(chosen < sizes[:, None], first[groups[:, None], chosen], -1)


def _listed(texts: pa.Array, places: Places) -> pa.Array:
    """The texts at these places, with commas between them."""
    columns = [texts.take(pa.array(places[:, at], mask=places[:, at] < 0)) for at in range(NAMED)]
    return pc.binary_join_element_wise(*columns, pa.scalar(", ", STRINGS), null_handling="skip")
