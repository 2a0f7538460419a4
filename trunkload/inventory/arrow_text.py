"""Knows text columns as Arrow arrays, for steps where what pandas adds to each would cost more than the step itself."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]
STRINGS = pa.large_string()


def arrow(cells: pd.Series | pd.Index) -> pa.Array:
    """The texts, in one piece."""
    text = pa.array(cells.array)
    whole = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
    return whole if whole.type == STRINGS else whole.cast(STRINGS)


def series(column: pa.Array, index: pd.Index) -> pd.Series:
    """An Arrow-backed text series."""
    return pd.Series(pd.arrays.ArrowStringArray(column), index=index)


def bytes_of(texts: pa.Array) -> bytes:
    """Of all STRINGS, one after the other, and of nothing beside them."""
    _, offsets, content = texts.buffers()
    if content is None:
        return b""
    places = np.frombuffer(offsets, np.int64)
    told: bytes = content[places[texts.offset] : places[texts.offset + len(texts)]].to_pybytes()
    return told


def true(judged: pa.Array) -> Mask:
    """A truth value for every row: unknown is not true."""
    known = judged.fill_null(fill_value=False) if judged.null_count else judged
    mask: Mask = known.to_numpy(zero_copy_only=False)
    return mask


def among(cells: pd.Series | pd.Index, known: pd.Series | pd.Index) -> Mask:
    """Which cells have one of these texts, an empty one has none; pandas' own `isin` makes a Python text of each of
    them. The larger side is only looked up: to hash it anew for each question is what would take the time."""
    asked, texts = arrow(cells), arrow(known)
    if len(texts) > len(asked):
        texts = texts.filter(pc.is_in(texts, value_set=pc.unique(asked), skip_nulls=True))
    mask: Mask = pc.is_in(asked, value_set=texts, skip_nulls=True).to_numpy(zero_copy_only=False)
    return mask
