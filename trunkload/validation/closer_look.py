"""Knows how a sheet is read: every row at a glance, and closely what is not plainly right."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from trunkload.intake.sheet import Sheet
from trunkload.validation.damage import Mended, mend_cells
from trunkload.validation.defaults import ADDRESS
from trunkload.validation.field_kinds import DATES
from trunkload.validation.glance.look import look_over
from trunkload.validation.glance.whole import Whole, whole_reading
from trunkload.validation.reading import read_cells, trimmed
from trunkload.validation.rules import Rules
from trunkload.validation.telling import Teller
from trunkload.validation.twice import KEYS


@dataclass(frozen=True, slots=True)
class Looked:
    """`whole`: what all rows mean, in the columns that orders are made of. `closely`: all that is known of the rows
    that are not plainly right. `mended`: what spreadsheets did to those."""

    whole: Whole
    closely: pd.DataFrame
    mended: Mended

    @property
    def read(self) -> pd.DataFrame:
        return self.whole.read


def look_at(  # noqa: PLR0913, PLR0917 - a sheet, what it was, and how it is looked at
    sheet: Sheet, before: Sheet, rules: Rules, today: date, teller: Teller, names: Collection[str] | None = None
) -> Looked:
    """`before`: the sheet before any suggestion was taken; `names`: what is wanted of all rows together, None for all
    that there is."""
    seen = look_over(sheet, before, rules, today)
    rows = sheet.staff.index[seen.close]
    close_before = replace(before, staff=before.staff.loc[rows])
    odd = {name: sheet.staff.index[cells] for name, cells in seen.odd.items()}
    mended = mend_cells(trimmed(sheet.staff.loc[rows]), sheet, close_before, teller, odd)
    closely = read_cells(mended.typed, rules, today)
    return Looked(whole_reading(sheet.staff, seen, closely, names), closely, mended)


def look_for_sheet(sheet: Sheet, rules: Rules, today: date, teller: Teller) -> Looked:
    """As `look_at`; all rows together only in what a sheet by itself can contradict itself in."""
    names = (*KEYS, *ADDRESS, "action.meant", *(f"{name}.meant" for name in DATES))
    return look_at(sheet, sheet, rules, today, teller, names)
