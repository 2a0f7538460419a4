"""Knows the minimum term of workplaces and packages, and the first day on which it is over (R-11, S-22)."""

import pandas as pd

from trunkload.inventory.account import Package

TERM_DAYS = 30
"""R-11, S-22: a workplace or package may be removed or made smaller on the 30th day after its start, not before."""


def first_days(starts: pd.Series) -> pd.Series:
    """ISO text: the first day on which the term that began on `starts` (ISO text) is over; NA where that is unknown."""
    days = pd.to_datetime(starts, format="%Y-%m-%d", errors="coerce") + pd.Timedelta(days=TERM_DAYS)
    return days.dt.strftime("%Y-%m-%d").astype(starts.dtype)


def end_days(record: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The first day on which each workplace may end, as far as it is known, and whether a part of it is not (R-11)."""
    paid = (record["package"].fillna("none") != Package.NONE).astype(bool)
    own, of_package = first_days(record["activated_on"]), first_days(record["package_since"]).where(paid)
    later = (of_package > own).fillna(value=False).astype(bool) | own.isna()
    return own.mask(later, of_package), own.isna() | (paid & of_package.isna())
