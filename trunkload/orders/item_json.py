"""Knows the JSON of a plan's items that its digest is made of: a table of texts, many rows at once."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.arrow_text import STRINGS, arrow, bytes_of

AT_ONCE: Final = 50_000
"""Rows that become text together: a million would need gigabytes."""

SHORT: Final = {"\\": "\\\\", '"': '\\"', "/": "\\/", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
ESCAPED: Final = SHORT | {chr(code): f"\\u{code:04x}" for code in range(0x20) if chr(code) not in SHORT}
"""What pandas writes for characters that do not stand for themselves, the backslash first."""

USUAL: Final = ("\\", '"', "/")
FIRST_PRINTED: Final = 0x20


def split_json(items: pd.DataFrame) -> Iterator[bytes]:
    """The bytes of `items.to_json(orient="split", force_ascii=False)` by pieces, for text columns and row numbers."""
    names = ",".join(f'"{name}"' for name in items.columns)
    numbers = ",".join(map(str, items.index.tolist()))
    yield f'{{"columns":[{names}],"index":[{numbers}],"data":['.encode()
    for at in range(0, len(items), AT_ONCE):
        rows = pc.binary_join(_listed(items.iloc[at : at + AT_ONCE]), pa.scalar(",", STRINGS))
        yield ("," if at else "").encode() + rows[0].as_buffer().to_pybytes()
    yield b"]}"


def _listed(items: pd.DataFrame) -> pa.Array:
    """All rows as one list of texts."""
    cells = [_quoted(arrow(items[name])) for name in items.columns]
    rows = _between("[", pc.binary_join_element_wise(*cells, pa.scalar(",", STRINGS)), "]")
    return pa.LargeListArray.from_arrays(pa.array([0, len(rows)], pa.int64()), rows)


def _quoted(texts: pa.Array) -> pa.Array:
    for sign in _signs_in(texts):
        texts = pc.replace_substring(texts, sign, ESCAPED[sign])
    return _between('"', texts, '"').fill_null("null")


def _signs_in(texts: pa.Array) -> list[str]:
    """What is to be escaped, sought in the bytes of all texts at once: all of it is ASCII, of which no other character
    has a byte."""
    told = bytes_of(texts)
    rare = bool((np.frombuffer(told, np.uint8) < FIRST_PRINTED).any())
    return [sign for sign in (ESCAPED if rare else USUAL) if sign.encode() in told]


def _between(left: str, texts: pa.Array, right: str) -> pa.Array:
    before, behind, nothing = (pa.scalar(one, STRINGS) for one in (left, right, ""))
    return pc.binary_join_element_wise(before, texts, behind, nothing)
