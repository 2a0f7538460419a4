"""Writes what fills the sentences of many findings as JSON, a column at a time."""

import json
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.validation.texts import STRINGS, at, has

ESCAPED = r'["\\\x00-\x1f]'
"""What JSON does not write as it is (RFC 8259, section 7)."""


def params_of(rows: pd.Index, params: Mapping[str, pd.Series | str]) -> pa.Array | str:
    """One JSON object for each of `rows`, its keys in order; the same text for all where no value differs."""
    if not any(isinstance(value, pd.Series) for value in params.values()):
        return json.dumps(params, ensure_ascii=False, sort_keys=True)
    pieces: list[pa.Array | pa.Scalar] = []
    for name, value in sorted(params.items()):
        written = _quoted(at(value, rows)) if isinstance(value, pd.Series) else json.dumps(value, ensure_ascii=False)
        pieces += [f"{', ' if pieces else '{'}{json.dumps(name)}: ", written]
    whole = [pa.scalar(one, STRINGS) if isinstance(one, str) else one for one in (*pieces, "}")]
    return pc.binary_join_element_wise(*whole, pa.scalar("", STRINGS))


def _quoted(texts: pa.Array) -> pa.Array:
    """Each text as a JSON string; what is missing reads as nothing."""
    if has(texts, ESCAPED).any():
        return pa.array([json.dumps(text or "", ensure_ascii=False) for text in texts.to_pylist()], STRINGS)
    quote = pa.scalar('"', STRINGS)
    return pc.binary_join_element_wise(quote, texts.fill_null(""), quote, pa.scalar("", STRINGS))
