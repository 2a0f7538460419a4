"""Knows how the rows of a large sheet are shared out, and which sheets cannot be: cells that tell of other rows."""

from dataclasses import dataclass

import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.validation.field_kinds import DATES
from trunkload.validation.mixed_dates import TELLING, WITH_SLASHES
from trunkload.validation.near_names import MOST
from trunkload.validation.reading import TRIMMED
from trunkload.validation.shares import Shares
from trunkload.validation.texts import arrow, has

LIKENED = (
    *(Field.ACTION, Field.AUTH_WITHOUT_MOBILE, Field.COUNTRY, Field.CONFERENCE_PACKAGE),
    *(Field.TRUNK, Field.LOCATION, Field.NUMBER_BLOCK),
)
"""Of their unknown words the first MOST of the whole sheet are likened to known ones."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Rows of a sheet that follow each other. `before`: the same rows before any suggestion was taken, the same value
    where none was."""

    sheet: Sheet
    before: Sheet


def partitions_of(sheet: Sheet, before: Sheet, shares: Shares) -> list[Partition]:
    """The sheet in as many parts as its rows can be judged in, one after the other; in one where they cannot."""
    rows = len(sheet.staff)
    if shares.count(rows) == 1 or not all(map(stands_apart, {id(one): one for one in (sheet, before)}.values())):
        return [Partition(sheet, before)]
    return [_part(sheet, before, *cut) for cut in shares.cuts(rows)]


def _part(sheet: Sheet, before: Sheet, first: int, last: int) -> Partition:
    part = sheet.part(first, last)
    return Partition(part, part if before is sheet else before.part(first, last))


def stands_apart(sheet: Sheet) -> bool:
    """Whether what a row says by itself is the same without the others. It is not where a day shows how a spreadsheet
    took its whole column, and where so many words are unknown that not all of them are likened."""
    return not any(_tells_of_others(sheet, name) for name in DATES) and all(_has_few(sheet, name) for name in LIKENED)


def _tells_of_others(sheet: Sheet, name: str) -> bool:
    days = pc.utf8_trim(pc.unique(arrow(sheet.staff[name])), characters=TRIMMED)
    return bool(has(days, f"{TELLING}|{WITH_SLASHES}").any())


def _has_few(sheet: Sheet, name: str) -> bool:
    return bool(pc.count_distinct(arrow(sheet.staff[name])).as_py() <= MOST)
