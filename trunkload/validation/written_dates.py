"""Knows days in other forms that can mean only one day; what can mean two is never proposed."""

import re
from datetime import date

import pandas as pd
import pyarrow as pa

from trunkload.validation.glance.distinct import distinct_of
from trunkload.validation.house_numbers import MONTHS, NAMES
from trunkload.validation.texts import STRINGS, arrow, series

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


READ = tuple(re.compile(form, re.IGNORECASE) for form in FORMS)
SLASHES = re.compile(WITH_SLASHES)
CENTURY_TOLD = 4
"""Digits of a year with its century."""


def only_day(cells: pd.Series) -> pd.Series:
    """The ISO day of each cell that can mean only one day of the calendar; NA for any other."""
    column = distinct_of(arrow(cells))
    days = pa.array([_of_slashes(text) or _of_forms(text) for text in column.texts.to_pylist()], STRINGS)
    return series(column.spread(days), cells.index)


def _of_forms(text: str) -> str | None:
    return next((day for form in READ if (parts := form.fullmatch(text)) and (day := _day(**parts.groupdict()))), None)


def _of_slashes(text: str) -> str | None:
    """`3/4/2027` can mean two days, `15/3/2027` only one."""
    parts = SLASHES.fullmatch(text)
    if parts is None:
        return None
    year, first, second = parts["year"], parts["first"], parts["second"]
    days = {_day(year, second, first), _day(year, first, second)} - {None}
    return days.pop() if len(days) == 1 else None


def _day(year: str, month: str, day: str) -> str | None:
    number = int(MONTHS.get(month.lower(), month))
    whole = int(year if len(year) == CENTURY_TOLD else f"20{year}")
    try:
        return date(whole, number, int(day)).isoformat()
    except ValueError:
        return None
