"""Knows what spreadsheets make of days: serial numbers, and day and month swapped in a part of a column."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.validation.codes import Code
from trunkload.validation.days import read_dates
from trunkload.validation.field_kinds import DATES, PASSED_ON
from trunkload.validation.harm import Harm, Reading, nothing_for
from trunkload.validation.reading import TRIMMED
from trunkload.validation.screening import matching

SERIAL = r"^[2-7][0-9]{4}(?:[.,][0-9]+)?$"
"""Days from 1954 to 2118, counted from 1900; a time of day stands behind the point."""

MONTH_FIRST = r"^(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2[0-9]|3[01])[/.-][0-9]{4}$"
DAY_FIRST = r"^(?:1[3-9]|2[0-9]|3[01])[/-](?:0?[1-9]|1[0-2])[/-][0-9]{4}$"
"""Days that can be read in one way only, and that the spreadsheet left as text because its own way is the other."""

TELLING = f"{SERIAL}|{MONTH_FIRST}|{DAY_FIRST}"
"""A cell like this says something of its whole column."""

WITH_SLASHES = r"^([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})$"
EPOCHS = {1900: "1899-12-30", 1904: "1904-01-01"}


def date_harms(typed: pd.DataFrame, sheet: Sheet, before: Sheet) -> Iterator[Harm]:
    """Serial numbers, and days of which the column says that day and month are swapped.

    `before`: the sheet before any suggestion was taken. Its cells stay evidence for those that nobody decided on.
    """
    for name in (name for name in DATES if sheet.column_of(name)):
        if matching(before.staff[name].str.strip(TRIMMED), TELLING).empty:
            continue
        yield from _serials(name, typed[name], sheet)
        yield from _swapped(name, typed[name], before)


def _serials(name: str, cells: pd.Series, sheet: Sheet) -> Iterator[Harm]:
    serial = matching(cells, SERIAL)
    if serial.empty:
        return
    system = sheet.facts.date_system or 1900
    number = serial.str.extract("^([0-9]+)", expand=False).astype("int64")
    days = (pd.Timestamp(EPOCHS[system]) + pd.to_timedelta(number, unit="D")).dt.strftime("%Y-%m-%d")
    code = Code.ENTRY_DATE_SERIAL if name in PASSED_ON else Code.DATE_SERIAL
    yield Harm(code, name, days.astype(cells.dtype), Reading.AS_NOTHING, {"system": str(system)})


def _swapped(name: str, cells: pd.Series, before: Sheet) -> Iterator[Harm]:
    """The spreadsheet took 03/04 for a day of its own country's, and left 03/15 as text: the evidence."""
    was = before.staff[name].str.strip(TRIMMED)
    evidence = _left_as_text(was, before.marked(Mark.DATE, name)).sort_values(kind="stable")
    days = read_dates(_made_to_days(was, before.marked(Mark.DATE, name))).dropna()
    day, month = days.str.slice(8, 10), days.str.slice(5, 7)
    if evidence.empty or days.empty or (day > "12").any():
        return
    swapped = (days.str.slice(0, 5) + day + "-" + month)[day != month]
    undecided = swapped.index[(cells.reindex(swapped.index) == was.reindex(swapped.index)).fillna(value=False)]
    aside = name in PASSED_ON
    yield Harm(
        Code.ENTRY_DATE_SWAPPED if aside else Code.DATE_SWAPPED,
        name,
        swapped.loc[undecided],
        Reading.AS_TYPED if aside else Reading.AS_NOTHING,
        {"other": str(evidence.iloc[0]), "rows": str(evidence.index[0])},
    )


def _left_as_text(was: pd.Series, marked: pd.Index) -> pd.Series:
    """Days that can be read in one way only, where all of them show the same way.

    Texts with the month first are evidence in any file; texts with the day first only beside real dates of a workbook,
    because people write 15/03 too.
    """
    month_first, day_first = matching(was, MONTH_FIRST), matching(was, DAY_FIRST)
    if not month_first.empty and not day_first.empty:
        return was.iloc[:0]
    return month_first if day_first.empty or not len(marked) else day_first


def _made_to_days(was: pd.Series, marked: pd.Index) -> pd.Series:
    """The cells that a spreadsheet took for days: marked in a workbook; in a text file all that can be read."""
    return was.reindex(marked.intersection(was.index)) if len(marked) else was


def put_in_order(cells: pd.Series) -> pd.Series:
    """ISO days of `15/03/2027` and of what the column writes in the same order; NA where its order cannot be told."""
    if matching(cells, WITH_SLASHES).empty:
        return nothing_for(cells.index)
    month_first, day_first = not matching(cells, MONTH_FIRST).empty, not matching(cells, DAY_FIRST).empty
    parts = cells.str.extract(WITH_SLASHES)
    if month_first == day_first:
        one_way = pd.Index(matching(cells, f"{MONTH_FIRST}|{DAY_FIRST}").index)
        parts = parts.where(pd.Series(parts.index.isin(one_way), index=parts.index))
    first, second = parts[0].str.zfill(2), parts[1].str.zfill(2)
    by_month = second > "12" if month_first == day_first else pd.Series(month_first, index=cells.index)
    day, month = (
        first.mask(by_month.fillna(value=False).astype(bool), second),
        second.mask(by_month.fillna(value=False).astype(bool), first),
    )
    return read_dates(parts[2] + "-" + month + "-" + day)
