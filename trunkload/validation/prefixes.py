"""Knows which internal numbers nobody reaches because another one begins alike: `12` swallows `123` (N-08)."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

INTERNAL_FIELDS = (Field.INTERNAL_NUMBER, Field.EXTENSION, Field.PHONE_NUMBER)


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
    lowest of those that are as short. Where all have the same length none does."""
    if mine.str.len().nunique() == 1 == pd.concat([mine, others]).str.len().nunique():
        return mine.iloc[:0]
    mine, others = mine.drop_duplicates(), others.drop_duplicates()
    found = [
        *(_heads(mine, others, length) for length in range(1, _longest(mine))),
        *(_heads(others, mine, length, turned=True) for length in range(1, _longest(others))),
    ]
    pairs = pd.concat([pd.Series(dtype=mine.dtype), *found])
    pairs = pairs.iloc[pairs.str.len().argsort(kind="stable")] if len(pairs) else pairs
    first: pd.Series = pairs[~pairs.index.duplicated()]
    return first


def _heads(longer: pd.Series, shorter: pd.Series, length: int, *, turned: bool = False) -> pd.Series:
    """Those of `longer` of which the first `length` digits are one of `shorter`, with that one; turned: by it."""
    longer = longer[longer.str.len() > length]
    heads = longer.str.slice(0, length)
    hit = heads.isin(shorter)
    found = pd.Series(heads[hit].array, index=pd.Index(longer[hit]))
    return pd.Series(found.index, index=pd.Index(found), dtype=longer.dtype).sort_values() if turned else found


def _longest(numbers: pd.Series) -> int:
    return int(numbers.str.len().max()) if len(numbers) else 0
