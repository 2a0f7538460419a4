"""Knows days in other forms that can mean only one day; what can mean two is never proposed."""

import pandas as pd

from trunkload.validation.days import read_dates
from trunkload.validation.house_numbers import MONTHS, NAMES
from trunkload.validation.screening import matching

_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_NAME = rf"(?P<month>{NAMES})\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_THIS_CENTURY = r"(?P<year>[0-4][0-9])"
"""Two digits up to 49; what is later can be a day of the century before."""

FORMS = (
    rf"{_DAY}(?:\.|st|nd|rd|th)?[ -]*{_NAME}[ -]*{_YEAR}",
    rf"{_NAME}[ -]*{_DAY}(?:\.|st|nd|rd|th)?,?[ -]+{_YEAR}",
    rf"{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}",
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    rf"{_DAY}\. ?{_MONTH}\. ?{_YEAR}",
    rf"{_DAY}\. ?{_MONTH}\. ?{_THIS_CENTURY}",
)
"""`4. März 2027`, `01-MAR-2027`; `March 4, 2027`; `2027/3/4`; `20270304`; `4. 3. 2027`; `4.3.27`."""

WITH_SLASHES = r"(?P<first>[0-9]{1,2})[/-](?P<second>[0-9]{1,2})[/-](?P<year>[0-9]{4}|[0-4][0-9])"
"""The day and the month in either order, as countries differ."""


def only_day(cells: pd.Series) -> pd.Series:
    """The ISO day of each cell that can mean only one day of the calendar; NA for any other."""
    days = _of_slashes(cells)
    for form in FORMS:
        found = matching(cells, f"(?i)^(?:{form})$")
        if len(found):
            parts = found.str.extract(f"(?i)^(?:{form})$")
            days = days.fillna(_day(parts["year"], parts["month"], parts["day"]).reindex(cells.index))
    return days


def _of_slashes(cells: pd.Series) -> pd.Series:
    found = matching(cells, f"^{WITH_SLASHES}$")
    if found.empty:
        return pd.Series(pd.NA, index=cells.index, dtype=cells.dtype)
    parts = found.str.extract(f"^{WITH_SLASHES}$")
    first, second, year = parts["first"].str.zfill(2), parts["second"].str.zfill(2), parts["year"]
    by_day, by_month = _day(year, second, first), _day(year, first, second)
    one = by_day.fillna(by_month)
    return one[by_month.fillna(by_day) == one].reindex(cells.index)


def _day(year: pd.Series, month: pd.Series, day: pd.Series) -> pd.Series:
    number = month.str.lower().map(MONTHS).astype(month.dtype).fillna(month)
    whole = year.mask(year.str.len() == 2, "20" + year)  # noqa: PLR2004 - digits of a year without its century
    return read_dates(whole + "-" + number.str.zfill(2) + "-" + day.str.zfill(2))
