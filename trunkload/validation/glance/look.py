"""Tells the story of a glance: every distinct value once, then the rows; what is not plainly right stands out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.validation.choices import YES
from trunkload.validation.emails import same_address
from trunkload.validation.field_kinds import DATES, PHONES, TRUTH_ALLOWED
from trunkload.validation.glance.distinct import Distinct, distinct_of
from trunkload.validation.glance.meaning import plain_days, plain_numbers
from trunkload.validation.glance.plain import plain_fields
from trunkload.validation.marked_cells import DATE_ALLOWED
from trunkload.validation.mixed_dates import TELLING
from trunkload.validation.reading import TRIMMED
from trunkload.validation.rules import Rules
from trunkload.validation.texts import Mask, arrow, has, series, true


@dataclass(frozen=True, slots=True)
class Glance:
    """`typed`: the columns with content, as in the file; `meant`: what plain cells of some of them mean (E.164, ISO
    days), null for the others; `close`: which rows need a closer look, all others are right; `odd`: for each field
    which of its cells are the reason."""

    typed: Mapping[str, Distinct]
    meant: Mapping[str, Distinct]
    close: Mask
    odd: Mapping[str, Mask]


def look_over(sheet: Sheet, before: Sheet, rules: Rules, today: date) -> Glance:
    """Rows that are not `close` break no rule of cells or of rows, and hold no damage. `before`: the sheet before any
    suggestion was taken.

    Costs one dictionary encoding for each column, and one pattern over its distinct values.
    """
    columns = _with_content(sheet)
    odd = {Field.AUTH_EMAIL_CONFIRM.value: _confirmed_otherwise(columns, len(sheet.staff))}
    typed = {name: distinct_of(column) for name, column in columns.items()}
    plain, meant = _judged_once(typed, rules, today)
    odd |= {name: column.rows(~plain[name]) for name, column in typed.items()}
    close = _marked(sheet) | np.logical_or.reduce([*odd.values()])
    for name in (name for name in DATES if name in typed and _tells_of_others(typed[name].texts, plain[name])):
        close |= typed[name].filled
    if before is not sheet:
        close |= _told_before(before)
    for rows in _judged_together(typed, meant, rules, len(close)):
        close |= rows
    return Glance(typed, meant, close, odd)


def _with_content(sheet: Sheet) -> dict[str, pa.Array]:
    """What the file has columns for, where a cell is filled."""
    columns = {name: arrow(sheet.staff[name]) for name in (column.field for column in sheet.columns) if name}
    return {name: column for name, column in columns.items() if column.null_count < len(column)}


def _judged_once(
    typed: Mapping[str, Distinct], rules: Rules, today: date
) -> tuple[dict[str, Mask], dict[str, Distinct]]:
    """Which distinct values are plain, and what numbers and days mean."""
    fields, meant = plain_fields(rules), {}
    plain = {name: fields[Field(name)].among(column.texts) for name, column in typed.items()}
    for name in typed.keys() & {*PHONES, *DATES}:
        values, found = typed[name].texts, plain[name]
        if name in DATES:
            meaning, found = plain_days(values, found, None if name == Field.START_DATE else today)
        else:
            meaning, found = plain_numbers(values, found, rules, mobile=name == Field.MOBILE)
        meant[name], plain[name] = typed[name].as_texts(meaning), found
    return plain, meant


def _tells_of_others(values: pa.Array, plain: Mask) -> bool:
    """Whether one day shows how a spreadsheet took the whole column's; then all of them are looked at closely."""
    if plain.all():
        return False
    return _is_telling(values.filter(pa.array(~plain)))


def _told_before(before: Sheet) -> Mask:
    close = np.zeros(len(before.staff), dtype=bool)
    for name in DATES:
        days = arrow(before.staff[name])
        if _is_telling(days):
            close |= true(days.is_valid())
    return close


def _is_telling(days: pa.Array) -> bool:
    return bool(has(pc.utf8_trim(days, characters=TRIMMED), TELLING).any())


def _marked(sheet: Sheet) -> Mask:
    """Rows of which the workbook says more than their text."""
    close = np.zeros(len(sheet.staff), dtype=bool)
    for mark, of_mark in sheet.marks.items():
        for name, rows in of_mark.items():
            if not _is_no_matter(mark, name):
                close |= sheet.staff.index.isin(rows)
    return close


def _is_no_matter(mark: Mark, name: str) -> bool:
    return (
        (mark is Mark.DATE and name in DATE_ALLOWED)
        or (mark is Mark.TRUTH and name in TRUTH_ALLOWED)
        or (mark is Mark.NUMBER and name not in PHONES)
    )


def _judged_together(
    typed: Mapping[str, Distinct], meant: Mapping[str, Distinct], rules: Rules, height: int
) -> Iterator[Mask]:
    """S-02, S-10 to S-12: what is missing, and cells of a row that contradict each other."""
    nobody = np.zeros(height, dtype=bool)
    filled = {name: column.filled for name, column in typed.items()}
    yield from (~filled.get(name, nobody) for name in rules.required)
    yield ~(filled.get(Field.AUTH_EMAIL, nobody) | filled.get(Field.EMAIL, nobody))
    yield filled.get(Field.MOBILE, nobody) == _ticked(typed.get(Field.AUTH_WITHOUT_MOBILE), nobody)
    if meant.keys() >= {*DATES}:
        late = pc.greater(_rows(meant[Field.ACTIVATION_DATE]), _rows(meant[Field.START_DATE]))
        yield true(late)


def _ticked(column: Distinct | None, nobody: Mask) -> Mask:
    if column is None:
        return nobody
    yes = pc.is_in(pc.utf8_lower(column.texts), value_set=pa.array(sorted(YES), column.texts.type))
    return column.rows(true(yes))


def _confirmed_otherwise(columns: dict[str, pa.Array], height: int) -> Mask:
    """S-11. The column is taken out, for what equals a plain address is plain."""
    typed = columns.pop(Field.AUTH_EMAIL_CONFIRM, None)
    address = columns.get(Field.AUTH_EMAIL, columns.get(Field.EMAIL))
    if typed is None:
        return np.zeros(height, dtype=bool)
    if address is None:
        return true(typed.is_valid())
    same = pc.or_kleene(pc.equal(typed, address), typed.is_null())
    differs: Mask = ~true(same)
    if differs.any():
        rows = pd.Index(np.flatnonzero(differs))
        one, other = (series(column.take(pa.array(rows)), rows) for column in (typed, address))
        differs[rows] = ~same_address(one, other).to_numpy(dtype=bool)
    return differs


def _rows(column: Distinct) -> pa.Array:
    return column.spread(column.texts)
