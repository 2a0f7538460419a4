"""Knows the two ways in which spreadsheets count days, and when a column was counted the other way (1900, 1904)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.sheet import Sheet
from trunkload.validation.codes import Code
from trunkload.validation.field_kinds import DATES
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

BETWEEN_EPOCHS = 1462
"""Four years and a day: what a day is off when a file of one system is read by the other."""

MONTH = 31
CLUMPS_APART = 1000
"""Days without any date that make two clumps of a column."""

FAR_BACK = 3 * 365
"""No new member of staff begins so long before today."""

FAR_AHEAD = 100 * 365
"""A day so far away says nothing of the others."""


def judge_epochs(read: pd.DataFrame, sheet: Sheet, today: date, teller: Teller) -> Iterator[Told]:
    """One finding for each column whose days, or a clump of them, are just four years and a day off."""
    for name in DATES:
        if params := _off(read[f"{name}.meant"], sheet, today):
            yield teller.tell_column(Code.DATES_FOUR_YEARS_OFF, name, params=params)


def _off(days: pd.Series, sheet: Sheet, today: date) -> dict[str, pd.Series | str]:
    """What fills the sentence; empty where nothing is off. A quick look at the first and the last day comes first."""
    ends = pc.min_max(pa.array(days.array)).as_py()
    if ends["min"] is None:
        return {}
    first, last = date.fromisoformat(ends["min"]), date.fromisoformat(ends["max"])
    long_ago = today - timedelta(days=FAR_BACK)
    if sheet.facts.date_system == 1904 and last < long_ago:  # noqa: PLR2004 - the year of the system
        return _said(days.dropna())
    if (last - first).days < CLUMPS_APART or (last - today).days > FAR_AHEAD:
        return {}
    numbers = pd.to_datetime(days.dropna(), format="%Y-%m-%d").sort_values()
    gaps = numbers.diff().dt.days
    if (gaps > CLUMPS_APART).sum() != 1:
        return {}
    at = int(gaps.argmax())
    older, newer = numbers.iloc[:at], numbers.iloc[at:]
    moved = older + pd.Timedelta(days=BETWEEN_EPOCHS)
    month = pd.Timedelta(days=MONTH)
    together = (moved >= newer.min() - month) & (moved <= newer.max() + month)
    if not together.all():
        return {}
    few = older if len(older) <= len(newer) else newer
    return _said(few.dt.strftime("%Y-%m-%d").astype(days.dtype), back=few is newer)


def _said(off: pd.Series, *, back: bool = False) -> dict[str, pd.Series | str]:
    """`day` stands in the file, `meant` is what it would be by the other system."""
    day = str(off.iloc[0])
    meant = date.fromisoformat(day) + timedelta(days=-BETWEEN_EPOCHS if back else BETWEEN_EPOCHS)
    return {"count": str(len(off)), "row": str(off.index[0]), "day": day, "meant": meant.isoformat()}
