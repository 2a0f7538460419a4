"""Judges what a workbook says of a cell beside its text: no result, an error value, a truth value, a date, merged."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import STAFF_COLUMNS, Field
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.validation.codes import Code
from trunkload.validation.field_kinds import DATES, PASSED_ON, TRUTH_ALLOWED
from trunkload.validation.harm import Harm, Reading, nothing_for
from trunkload.validation.house_numbers import from_day

DATE_ALLOWED = (*DATES, *(field for field in PASSED_ON if field != Field.COST_CENTER))
"""Where a date is what is asked for, or may be part of what people write."""

CODES = {
    Mark.NO_RESULT: Code.NO_RESULT,
    Mark.ERROR: Code.ERROR_VALUE,
    Mark.TRUTH: Code.TRUTH_VALUE,
    Mark.DATE: Code.DATE_STANDS_HERE,
    Mark.MERGED_ACROSS: Code.MERGED_ACROSS,
    Mark.MERGED: Code.MERGED,
}
"""Of a cell with several marks the first is told: what has no result is no date."""

ASIDE = {Mark.ERROR: Code.ERROR_VALUE_ASIDE, Mark.TRUTH: Code.TRUTH_VALUE_ASIDE}
"""In a column that is only passed on."""

ALLOWED = {Mark.DATE: DATE_ALLOWED, Mark.TRUTH: TRUTH_ALLOWED}


def marked_harms(typed: pd.DataFrame, sheet: Sheet) -> Iterator[Harm]:
    """What marks say of cells, at most one thing for each."""
    told: dict[str, pd.Index] = {}
    for mark in CODES:
        for name in sheet.marks.get(mark, {}):
            if name not in STAFF_COLUMNS:
                continue
            rows = sheet.marked(mark, name).intersection(typed.index)
            rows = rows.difference(told[name]) if name in told else rows
            harm = _harm(mark, name, typed[name].reindex(rows))
            if harm is not None and len(harm.rows):
                told[name] = harm.rows if name not in told else told[name].union(harm.rows)
                yield harm


def _harm(mark: Mark, name: str, cells: pd.Series) -> Harm | None:
    if mark is not Mark.NO_RESULT:
        cells = cells.dropna()
    if mark is Mark.DATE and name == Field.HOUSE_NUMBER:
        return Harm(Code.HOUSE_NUMBER_DATE, name, from_day(cells), Reading.AS_NOTHING)
    if name in ALLOWED.get(mark, ()):
        return None
    code = ASIDE[mark] if mark in ASIDE and name in PASSED_ON else CODES[mark]
    reading = Reading.AS_TYPED if mark is Mark.MERGED else Reading.AS_NOTHING
    return Harm(code, name, nothing_for(cells.index), reading)
