"""Knows how a sheet is read: every row at a glance, and closely what is not plainly right."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from trunkload.intake.sheet import Sheet
from trunkload.validation.damage import Mended, mend_cells
from trunkload.validation.glance.look import look_over
from trunkload.validation.glance.whole import whole_reading
from trunkload.validation.reading import read_cells, trimmed
from trunkload.validation.rules import Rules
from trunkload.validation.telling import Teller


@dataclass(frozen=True, slots=True)
class Looked:
    """`read`: what all rows mean, in the columns that orders are made of. `closely`: all that is known of the rows that
    are not plainly right. `mended`: what spreadsheets did to those."""

    read: pd.DataFrame
    closely: pd.DataFrame
    mended: Mended


def look_at(sheet: Sheet, before: Sheet, rules: Rules, today: date, teller: Teller) -> Looked:
    """`before`: the sheet before any suggestion was taken."""
    seen = look_over(sheet, before, rules, today)
    rows = sheet.staff.index[seen.close]
    close_before = replace(before, staff=before.staff.loc[rows])
    mended = mend_cells(trimmed(sheet.staff.loc[rows]), sheet, close_before, teller)
    closely = read_cells(mended.typed, rules, today)
    return Looked(whole_reading(sheet.staff, seen, closely), closely, mended)
