"""Knows which cells of the same person changed, as far as a reader sees a difference."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.inventory.arrow_text import Places
from trunkload.validation.comparing.digests import spaced
from trunkload.validation.days import iso_days
from trunkload.validation.field_kinds import DATES
from trunkload.validation.texts import arrow, true


@dataclass(frozen=True, slots=True)
class ChangedCells:
    """One entry a cell: its place in the table of now and in that of then, and the place of its field in STAFF_COLUMNS;
    by `now`, then by field."""

    now: Places
    then: Places
    field: Places

    def __len__(self) -> int:
        return len(self.now)

    def first(self, most: int) -> "ChangedCells":
        return ChangedCells(self.now[:most], self.then[:most], self.field[:most])


def changed_cells(then: pd.DataFrame, now: pd.DataFrame, pairs: pd.Series) -> ChangedCells:
    """Both tables counted from 0; `pairs` as `matching.match_people` answers them."""
    found = [_differing(name, then[name], now[name], pairs) for name in STAFF_COLUMNS]
    at = np.concatenate(found)
    field = np.repeat(np.arange(len(found)), [len(one) for one in found])
    places = pairs.index.to_numpy()[at]
    order = np.lexsort((field, places))
    return ChangedCells(places[order], pairs.to_numpy()[at[order]], field[order])


def _differing(name: str, then: pd.Series, now: pd.Series, pairs: pd.Series) -> Places:
    """Which pairs differ in this field."""
    if not then.notna().any() and not now.notna().any():
        return np.empty(0, dtype=np.int64)
    was, is_ = arrow(then).take(pairs.to_numpy()), arrow(now).take(pairs.index.to_numpy())
    at = np.flatnonzero(true(pc.not_equal(pc.fill_null(was, ""), pc.fill_null(is_, ""))))
    seen_was, seen_is = (_as_seen(name, one.take(at)) for one in (was, is_))
    return at[true(pc.not_equal(seen_was, seen_is))]


def _as_seen(name: str, texts: pa.Array) -> pa.Array:
    """Blanks alone make no difference, nor does the other notation of a day: a workbook has 2027-03-01 for what a text
    file writes 01.03.2027."""
    seen = spaced(texts)
    return pc.fill_null(pc.coalesce(iso_days(seen), seen) if name in DATES else seen, "")


def typed(staff: pd.DataFrame, places: Places, fields: Places) -> list[str | None]:
    """The text of each cell, given by its place in the table and that of its field; None where it is empty."""
    texts: list[str | None] = [None] * len(places)
    for field in np.unique(fields):
        at = np.flatnonzero(fields == field)
        values = arrow(staff[STAFF_COLUMNS[field]]).take(places[at]).to_pylist()
        for one, value in zip(at.tolist(), values, strict=True):
            texts[one] = value
    return texts
