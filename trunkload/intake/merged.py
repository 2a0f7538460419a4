"""Knows what cells merged over several columns mean: a heading over the people, or a value of which nobody can tell
the column."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

import numpy as np

from trunkload.intake.header import Header
from trunkload.intake.raw import Mask, RawTable, Rows, filled

SEVERAL = 2


def merged_across(table: RawTable, header: Header) -> Mapping[int, Rows]:
    """Rows by the first of the mapped columns that one merged cell covers, where it covers several of them."""
    found: dict[int, Mask] = {}
    mapped = sorted(header.match.fields)
    for top, left, bottom, right in table.across:
        covered = mapped[bisect_left(mapped, left) : bisect_right(mapped, right)]
        if len(covered) >= SEVERAL and bottom > header.row:
            rows = found.setdefault(covered[0], np.zeros(table.last_row + 1, dtype=bool))
            rows[max(top, header.row + 1) : bottom + 1] = True
    return {place: np.flatnonzero(rows) for place, rows in found.items()}


def headings(table: RawTable, header: Header, first_row: int, height: int) -> Mask:
    """Rows whose only content is one cell merged over several mapped columns: a title over the people below it."""
    mask = np.zeros(height, dtype=bool)
    rows = np.unique(np.concatenate([np.zeros(0, np.int64), *merged_across(table, header).values()])) - first_row
    rows = rows[(rows >= 0) & (rows < height)]
    if len(rows):
        start = table.place_of(first_row)
        count = sum(filled(column.slice(start, height))[rows].astype(int) for column in table.columns.values())
        mask[rows] = count == 1
    return mask
