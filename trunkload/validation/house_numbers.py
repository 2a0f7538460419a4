"""Knows how a spreadsheet makes a day out of a house number, and what was typed before (domain.md section 7)."""

import pandas as pd

MONTHS = {
    **dict.fromkeys(("jan", "januar", "january", "jän", "jänner"), "1"),
    **dict.fromkeys(("feb", "februar", "february", "febr", "feber"), "2"),
    **dict.fromkeys(("mrz", "mär", "mar", "märz", "maerz", "march"), "3"),
    **dict.fromkeys(("apr", "april"), "4"),
    **dict.fromkeys(("mai", "may"), "5"),
    **dict.fromkeys(("jun", "juni", "june"), "6"),
    **dict.fromkeys(("jul", "juli", "july"), "7"),
    **dict.fromkeys(("aug", "august"), "8"),
    **dict.fromkeys(("sep", "sept", "september"), "9"),
    **dict.fromkeys(("okt", "oct", "oktober", "october"), "10"),
    **dict.fromkeys(("nov", "november"), "11"),
    **dict.fromkeys(("dez", "dec", "dezember", "december"), "12"),
}
NAMES = "|".join(MONTHS)

ISO_DAY = r"[0-9]{4}-(?P<iso_month>[0-9]{2})-(?P<iso_day>[0-9]{2})(?:[T ][0-9:]+)?"
DOTTED_DAY = r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.[0-9]{2,4}"
DAY_AND_NAME = rf"(?P<before>[0-9]{{1,2}})\.?[ -]*(?P<month_after>{NAMES})\.?"
NAME_AND_DAY = rf"(?P<month_before>{NAMES})\.?[ -]*(?P<after>[0-9]{{1,2}})"
LOOKS_LIKE_DAY = rf"(?i:^(?:{ISO_DAY}|{DOTTED_DAY}|{DAY_AND_NAME}|{NAME_AND_DAY})$)"
"""`2026-03-01`, `01.03.2026`, `01. Mrz`, `3-Jan`, `Jan 03`."""


def from_day(cells: pd.Series) -> pd.Series:
    """`1-3` for each day that the two numbers `1` and `3` can have become; NA where a cell is no day.

    Houses are counted upwards: the smaller number comes first, taken for the day or for the month.
    """
    parts = cells.str.extract(LOOKS_LIKE_DAY)
    named = parts["month_after"].fillna(parts["month_before"]).str.lower().map(MONTHS).astype(cells.dtype)
    one = parts["iso_day"].fillna(parts["day"]).fillna(parts["before"]).fillna(parts["after"]).str.lstrip("0")
    other = parts["iso_month"].fillna(parts["month"]).str.lstrip("0").fillna(named)
    swapped = one.str.len().fillna(0).gt(other.str.len().fillna(0)) | (
        one.str.len().eq(other.str.len()).fillna(value=False) & (one > other).fillna(value=False)
    )
    return (one + "-" + other).mask(swapped.astype(bool), other + "-" + one).astype(cells.dtype)
