"""Knows which internal numbers nobody reaches because another one begins alike: `12` swallows `123` (N-08)."""

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.account import Account
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.texts import STRINGS, arrow, series
from trunkload.validation.told import Told
from trunkload.validation.twice import INTERNAL_FIELDS


def judge_prefixes(internal: pd.Series, account: Account | None, teller: Teller) -> Iterator[Told]:
    """N-08: told at both rows where both stand in the sheet; `internal` as in `internals.standing_internal`."""
    asked = internal.dropna()
    swallowing = _swallowing(asked, asked)
    if len(swallowing):
        first_row = pd.Series(asked.index.astype("string"), index=asked).groupby(level=0).first()
        here = asked.map(swallowing).dropna()
        rows = here.map(first_row)
        letters = teller.letters_of(asked.index, INTERNAL_FIELDS).reindex(rows.astype("int64"))
        cells = letters.set_axis(rows.index) + rows
        others: dict[str, pd.Series | str] = {"number": asked, "other": here, "rows": rows, "cells": cells, "more": "0"}
        yield teller.tell_filled(Code.INTERNAL_PREFIX, here.index, INTERNAL_FIELDS, params=others)
    if account is None:
        return
    names = account.workplaces.dropna(subset="internal_number").set_index("internal_number")["username"]
    there = asked.map(_swallowing(asked, names.index.to_series())).dropna()
    holder = there.map(names[~names.index.duplicated()]).fillna("–")
    known: dict[str, pd.Series | str] = {"number": asked, "other": there, "holder": holder}
    yield teller.tell_filled(Code.INTERNAL_PREFIX_KNOWN, there.index, INTERNAL_FIELDS, params=known)


def _swallowing(mine: pd.Series, others: pd.Series) -> pd.Series:
    """For each of `mine` that begins one of `others`, or that one of `others` begins: the shortest such other, and the
    lowest of those that are as short. Numbers of one length begin none of each other."""
    if mine is others and len(pc.unique(pc.binary_length(arrow(mine)))) <= 1:
        return mine.iloc[:0]
    pairs = [
        _beginning_alike(some, others_of_length)
        for _, others_of_length in sorted(_by_length(others).items())
        for some in _by_length(mine).values()
    ]
    own = pa.chunked_array([one for one, _ in pairs], STRINGS).combine_chunks()
    other = pa.chunked_array([one for _, one in pairs], STRINGS).combine_chunks()
    found = series(other, pd.Index(series(own, pd.RangeIndex(len(own)))))
    return found[~found.index.duplicated()]


def _by_length(numbers: pd.Series) -> dict[int, pa.Array]:
    """The different ones, lowest first."""
    texts = pc.unique(arrow(numbers))
    texts = texts.take(pc.sort_indices(texts))
    lengths = pc.binary_length(texts)
    return {length: texts.filter(pc.equal(lengths, length)) for length in pc.unique(lengths).to_pylist()}


def _beginning_alike(mine: pa.Array, others: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Pairs of which one begins the other; all of `mine` have the same length, and so have all of `others`."""
    own, other = len(mine[0].as_py()), len(others[0].as_py())
    if own == other:
        return mine[:0], others[:0]
    longer, shorter = (mine, others) if own > other else (others, mine)
    heads = pc.utf8_slice_codeunits(longer, 0, min(own, other))
    alike = pc.is_in(heads, value_set=shorter)
    pair = longer.filter(alike), heads.filter(alike)
    return pair if own > other else pair[::-1]
