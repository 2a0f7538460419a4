"""Knows what exports put around a value, characters that nobody sees, and blanks that are none."""

import pandas as pd

INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
"""Zero-width characters, soft hyphens, and marks that turn text around; no address and no number has them."""

INVISIBLE_IN_WORDS = "[\u00ad\u200b\u200e\u200f\u2060\ufeff]"
"""The joiners of Arabic and Indian scripts belong to their words."""

FIXED_BLANK = "[\u00a0\u2000-\u200a\u202f\u205f]"
"""Blanks that look like one and are another character: no-break, thin, of fixed width."""

FIXED_BLANK_IN_NUMBERS = "[\u2000-\u200a\u202f\u205f]"
"""A no-break blank is a telephone character already."""

APOSTROPHE = "^['\u2018\u2019`\u00b4]"
_QUOTES = "'\u2018\u2019`\u00b4"
IN_APOSTROPHES = f"^[{_QUOTES}].*[{_QUOTES}]$"
"""On both sides of a name; one in front is part of some names ('t Hooft)."""

TEXT_FORMULA = '^="(?:[^"]|"")+"$'
"""As in `="004711"`, with which exports keep a spreadsheet from taking the text for a number."""


def without(characters: str, cells: pd.Series) -> pd.Series:
    return cells.str.replace(characters, "", regex=True)


def with_blanks(cells: pd.Series) -> pd.Series:
    """Every blank of fixed width as the ordinary one."""
    return cells.str.replace(FIXED_BLANK, " ", regex=True)


def without_apostrophe(cells: pd.Series) -> pd.Series:
    """The text behind the apostrophe, where there is any."""
    text = cells.str.strip(_QUOTES).str.strip()
    return text[text != ""]


def without_formula(cells: pd.Series) -> pd.Series:
    """The text between the quotation marks, where there is any."""
    text = cells.str.slice(2, -1).str.replace('""', '"', regex=False).str.strip()
    return text[text != ""]


def counted(characters: str, cells: pd.Series) -> dict[str, pd.Series | str]:
    """`count`: how many of `characters` a cell has; `which`: the first of them, as `U+200B`."""
    first = cells.str.extract(f"({characters})", expand=False)
    return {
        "count": cells.str.count(characters).astype(cells.dtype),
        "which": first.map({one: f"U+{ord(one):04X}" for one in first.dropna().unique()}).astype(cells.dtype),
    }
