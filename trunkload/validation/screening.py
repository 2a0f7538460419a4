"""Finds the few cells of a column that are worth looking at, among many, at the cost of one pass."""

import pandas as pd

from trunkload.validation.texts import arrow, has


def matching(cells: pd.Series, pattern: str) -> pd.Series:
    """The filled cells in which `pattern` is found; the pattern is compiled anew for every chunk."""
    found = has(arrow(cells), pattern)
    return cells[found] if found.any() else cells.iloc[:0]
