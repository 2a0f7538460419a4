"""Finds the few cells of a column that are worth looking at, among many, at the cost of one pass."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def matching(cells: pd.Series, pattern: str) -> pd.Series:
    """The filled cells in which `pattern` is found; the pattern is compiled anew for every chunk."""
    text = pa.array(cells.array)
    whole = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    found = pc.match_substring_regex(whole, pattern=pattern)
    if not pc.any(found).as_py():
        return cells.iloc[:0]
    here: pd.Series = cells[pc.fill_null(found, fill_value=False).to_numpy(zero_copy_only=False)]
    return here
