"""Knows text that was read in a wrong encoding: what was meant is proposed where it can be known."""

import pandas as pd

LEAD = "[\u00c2\u00c3\u00c4\u00c5\u00c9\u00d0\u00d1\u00e2\u00ef]"
FOLLOWS = (
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
WRONGLY_READ = f"{LEAD}{FOLLOWS}"
"""What two bytes of UTF-8 look like in Windows-1252 or Latin-1: rare enough in real text to be worth asking ftfy."""

CHARACTERS_GONE = "\ufffd|\u00ef\u00bf\u00bd"
"""The replacement character, or what is left of it when it is read wrongly once more."""

CHARACTERS_LOST = f"{CHARACTERS_GONE}|\u00c3\\?|[A-Za-z\u00c0-\u024f]\\?[a-z\u00df-\u00ff]"
"""In names and places a question mark inside a word stands for a character too."""


def meant(cells: pd.Series) -> pd.Series:
    """What ftfy makes of each of these (few, distinct) texts, for those that it changes and knows in full."""
    from ftfy import fix_encoding  # noqa: PLC0415 - loaded for damaged text only

    texts = {text: fix_encoding(text) for text in cells.unique()}
    known = {text: fixed for text, fixed in texts.items() if fixed != text and "\ufffd" not in fixed and fixed.strip()}
    return cells.map(known).astype(cells.dtype).dropna()
