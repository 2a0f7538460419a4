"""Knows how parts of tables become one table again, whose columns are in one piece, as if they never had been apart."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

from trunkload.validation.texts import arrow, series


def stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables of the same text columns, one below the other."""
    index = one_index([table.index for table in tables])
    columns = {name: _in_one([table[name] for table in tables], index) for name in tables[0].columns}
    return pd.DataFrame(columns, index=index, copy=False)


def in_a_row(columns: Sequence[pd.Series]) -> pd.Series:
    """Text series, one below the other."""
    whole = _in_one(columns, one_index([column.index for column in columns]))
    whole.name = columns[0].name
    return whole


def one_index(parts: Sequence[pd.Index]) -> pd.Index:
    return parts[0].append(list(parts[1:]))


def _in_one(columns: Sequence[pd.Series], index: pd.Index) -> pd.Series:
    return series(pa.concat_arrays([arrow(column) for column in columns]), index)
