"""Knows which slash stands behind an area code, and that any other stands between two telephone numbers."""

import pandas as pd

from trunkload.inventory.number_plan import TELEPHONE_CHARACTERS
from trunkload.validation.screening import matching

_SEPARATORS = r"[ ()/.\u00a0\u2013-]*"
_AREA_CODE = rf"{_SEPARATORS}0?{_SEPARATORS}[1-9][0-9]{{0,4}}"
_GERMANY = r"\+*(?:00 ?)?49"
_ABROAD = r"(?:\+|00 ?)[1-9][0-9]{0,2}"
_ABROAD_AT_ONCE = r"(?:\+|00)[1-9][0-9]{1,5}"

HEAD = (
    rf"(?:{_GERMANY}{_AREA_CODE}|{_ABROAD}[ (/.-]{_AREA_CODE}|{_ABROAD_AT_ONCE}|{_AREA_CODE}|{_GERMANY}|{_ABROAD})"
    rf"{_SEPARATORS}/"
)
"""As in `0221/`, `(0221) / `, `+49 (0)221/`, `+49/221/`; one run of at most five digits, so that no number is cut."""

SECOND = r"[0-9].*/.*[0-9]"
FIRST = rf"^((?:{HEAD})?[^/]*?)[ \u00a0]*/"


def are_two(text: pd.Series) -> pd.Series:
    """Whether a slash stands elsewhere than behind the area code: `4710-300/301`, `2881738/6`, `/4710300 / -301`.

    A slash for a hyphen (`0221 4710/300`) cannot be told from two numbers, and counts as two. Text with other
    characters than a number's is not judged. Only cells with a slash cost anything.
    """
    slashed = matching(text, SECOND)
    subscriber = slashed.str.replace(f"^{HEAD}", "", regex=True)
    two = subscriber.str.contains(SECOND) & slashed.str.fullmatch(f"{TELEPHONE_CHARACTERS}*")
    return pd.Series(text.index.isin(slashed.index[two.to_numpy(dtype=bool)]), index=text.index)


def before_second(text: pd.Series) -> pd.Series:
    """The first number where there are two by their slash; any other text as it is."""
    return text.mask(are_two(text), text.str.extract(FIRST, expand=False))
