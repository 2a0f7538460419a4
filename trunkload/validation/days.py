"""Knows the two ways in which days are written here, `01.03.2026` and `2026-03-01`, and the days of the calendar."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.validation.glance.distinct import distinct_of
from trunkload.validation.texts import STRINGS, Mask, arrow, replaced, series, true

TIME_OF_DAY = "[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?$"
DOTTED = r"^(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})$"
ISO = "^(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})$"

LENGTHS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
LAST_MONTH = 12
FEBRUARY = 2
LEAP_DAY = 29


def read_dates(typed: pd.Series) -> pd.Series:
    """Dates written as `01.03.2026` or `2026-03-01` (a time of day after it is dropped), as ISO text; NA otherwise."""
    return series(read_days(arrow(typed)), typed.index)


def read_days(typed: pa.Array) -> pa.Array:
    """The same, of an array."""
    column = distinct_of(typed)
    return column.spread(iso_days(column.texts))


def iso_days(texts: pa.Array) -> pa.Array:
    """ISO text for each of these texts that is a day of the calendar, null for the others."""
    written = replaced(texts, TIME_OF_DAY, "")
    dotted, iso = pc.extract_regex(written, DOTTED), pc.extract_regex(written, ISO)
    year, month, day = (
        pc.coalesce(pc.struct_field(dotted, part), pc.struct_field(iso, part)) for part in ("year", "month", "day")
    )
    dash = pa.scalar("-", STRINGS)
    days = pc.binary_join_element_wise(year, pc.utf8_lpad(month, 2, "0"), pc.utf8_lpad(day, 2, "0"), dash)
    return pc.if_else(pa.array(_of_calendar(year, month, day)), days, pa.scalar(None, STRINGS))


def _of_calendar(year: pa.Array, month: pa.Array, day: pa.Array) -> Mask:
    """Gregorian: a leap year can be divided by 4, and by 400 where by 100."""
    y, m, d = (np.asarray(pc.cast(part.fill_null("0"), pa.int32())) for part in (year, month, day))
    leap = (y % 4 == 0) & ((y % 100 != 0) | (y % 400 == 0))
    real = (y > 0) & (m > 0) & (m <= LAST_MONTH) & (d > 0) & (d <= LENGTHS[np.minimum(m, LAST_MONTH)])
    right: Mask = real & (leap | (m != FEBRUARY) | (d != LEAP_DAY)) & true(year.is_valid())
    return right
