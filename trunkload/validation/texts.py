"""Knows text columns as Arrow arrays, for steps where what pandas adds to each would cost more than the step itself."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Mask = npt.NDArray[np.bool_]
STRINGS = pa.large_string()
NO_TEXT = pa.scalar(None, STRINGS)


def arrow(cells: pd.Series) -> pa.Array:
    """The series' texts, in one piece."""
    text = pa.array(cells.array)
    whole = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    return whole if whole.type == STRINGS else whole.cast(STRINGS)


def series(column: pa.Array, index: pd.Index) -> pd.Series:
    """An Arrow-backed text series."""
    return pd.Series(pd.arrays.ArrowStringArray(column), index=index)


def with_columns(table: pd.DataFrame, columns: Mapping[str, pd.Series]) -> pd.DataFrame:
    """The table with these columns, new ones behind the others; nothing is copied."""
    return pd.DataFrame(dict(table.items()) | dict(columns), index=table.index, copy=False)


def at(cells: pd.Series, rows: pd.Index) -> pa.Array:
    """The texts of these rows; null where the series has no such row."""
    if cells.index is rows:
        return arrow(cells)
    places = cells.index.get_indexer(rows)
    return arrow(cells).take(pa.array(places, mask=places < 0))


def has(texts: pa.Array, pattern: str) -> Mask:
    """Where `pattern` (RE2) is found; not where there is no text."""
    return true(pc.match_substring_regex(texts, pattern))


def is_all(texts: pa.Array, pattern: str) -> Mask:
    """Where the whole text is `pattern` (RE2)."""
    return has(texts, f"^(?:{pattern})$")


def replaced(texts: pa.Array, pattern: str, by: str) -> pa.Array:
    """Every `pattern` (RE2) replaced; the same array where there is none."""
    return pc.replace_substring_regex(texts, pattern, by) if has(texts, pattern).any() else texts


def only(texts: pa.Array, mask: Mask) -> pa.Array:
    """The texts where `mask` is true, null elsewhere."""
    return texts if mask.all() else pc.if_else(pa.array(mask), texts, NO_TEXT)


def true(judged: pa.Array) -> Mask:
    """A truth value for every row: unknown is not true."""
    known = judged.fill_null(fill_value=False) if judged.null_count else judged
    mask: Mask = known.to_numpy(zero_copy_only=False)
    return mask
