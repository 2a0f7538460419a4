"""Knows how the texts of a column are matched, replaced and left out as Arrow arrays."""

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.arrow_text import STRINGS, Mask, arrow, series, true

__all__ = [
    "NO_TEXT",
    "STRINGS",
    "Mask",
    "arrow",
    "at",
    "has",
    "is_all",
    "only",
    "replaced",
    "rows_where",
    "series",
    "true",
    "with_columns",
]

NO_TEXT = pa.scalar(None, STRINGS)


def with_columns(table: pd.DataFrame, columns: Mapping[str, pd.Series]) -> pd.DataFrame:
    """The table with these columns, new ones behind the others; nothing is copied."""
    return pd.DataFrame(dict(table.items()) | dict(columns), index=table.index, copy=False)


def rows_where(table: pd.DataFrame, mask: Mask | pd.Series) -> pd.DataFrame:
    """The rows that are marked; the table itself where all are, because a million rows are not copied for nothing."""
    return table if mask.all() else table[mask]


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
