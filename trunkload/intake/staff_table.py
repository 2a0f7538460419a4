"""Knows how the cells of people become the staff table, without a copy where they follow each other."""

import numpy as np
import pandas as pd
import pyarrow as pa

from trunkload.intake.below import Below
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.raw import Mask, chosen, nothing, plain

FEW_RUNS = 256
"""So many gaps between people are cheaper as pieces of the same columns than as columns without them."""


def staff_table(below: Below, people: Mask) -> pd.DataFrame:
    """Columns that the file does not have, or has without content, share one array of nothing."""
    runs = _runs(people)
    index = _row_numbers(runs, below.first_row)
    empty = _series(nothing(len(index)))
    columns = dict.fromkeys(STAFF_COLUMNS, empty)
    for field, column in below.staff.items():
        cells = _of(column, runs)
        if cells.null_count < len(cells):
            columns[field.value] = _series(plain(cells))
    return pd.DataFrame(columns, index=index, copy=False)


def _runs(people: Mask) -> list[tuple[int, int]]:
    """Where people follow each other without a gap: begin and end of each such run."""
    edges = np.flatnonzero(people[1:] != people[:-1]) + 1
    borders = [*([0] if people[0] else []), *edges.tolist(), *([len(people)] if people[-1] else [])]
    return list(zip(borders[::2], borders[1::2], strict=True))


def _row_numbers(runs: list[tuple[int, int]], first_row: int) -> pd.Index:
    if len(runs) == 1:
        return pd.RangeIndex(runs[0][0] + first_row, runs[0][1] + first_row, name="row")
    rows = np.empty(sum(end - begin for begin, end in runs), np.int64)
    at = 0
    for begin, end in runs:
        rows[at : at + end - begin] = np.arange(begin + first_row, end + first_row)
        at += end - begin
    return pd.Index(rows, name="row", copy=False)


def _of(column: pa.Array, runs: list[tuple[int, int]]) -> pa.Array:
    """The cells of these rows; of few runs, as where a row here and there is blank, nothing is copied."""
    if len(runs) == 1:
        return column.slice(runs[0][0], runs[0][1] - runs[0][0])
    if pa.types.is_dictionary(column.type) or len(runs) > FEW_RUNS:
        return chosen(column, np.concatenate([np.arange(begin, end) for begin, end in runs]))
    return pa.chunked_array([column.slice(begin, end - begin) for begin, end in runs])


def _series(column: pa.Array) -> pd.arrays.ArrowStringArray:
    return pd.arrays.ArrowStringArray(column)
