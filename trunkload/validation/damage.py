"""Tells the story of damaged cells: seen, explained, and read as they stand, as proposed or as nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd

from trunkload.intake.sheet import NO_ROWS, Sheet
from trunkload.validation.codes import Code
from trunkload.validation.damaged_text import suspicious, text_harms
from trunkload.validation.harm import Harm, Reading
from trunkload.validation.marked_cells import marked_harms
from trunkload.validation.mixed_dates import date_harms
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told


@dataclass(frozen=True, slots=True)
class Mended:
    """`typed`: the staff table as it is read now, a cell that means nothing empty; `told`: what there is to say;
    `unreadable`: rows by field of the cells that mean nothing, of which nothing but the `causes` is told."""

    typed: pd.DataFrame
    told: list[Told]
    unreadable: dict[str, pd.Index]
    causes: frozenset[Code]


def mend_cells(
    typed: pd.DataFrame, sheet: Sheet, before: Sheet, teller: Teller, odd: Mapping[str, pd.Index] | None = None
) -> Mended:
    """`typed` is the sheet's trimmed text, `before` the sheet before any suggestion was taken; `odd`: rows by field of
    the cells whose text may be damaged, None where any may be.
    """
    mended = Mended(typed, [], {}, frozenset())
    for harms in (_of_marks, partial(_of_texts, odd=odd), partial(date_harms, before=before)):
        for harm in harms(mended.typed, sheet):
            mended = _with(mended, harm, teller)
    return mended


def _of_marks(typed: pd.DataFrame, sheet: Sheet) -> Iterator[Harm]:
    return marked_harms(typed, sheet) if sheet.marks else iter(())


def _of_texts(typed: pd.DataFrame, sheet: Sheet, odd: Mapping[str, pd.Index] | None) -> Iterator[Harm]:
    for field in (column.field for column in sheet.columns if column.field):
        cells = typed[field] if odd is None else typed[field].loc[odd.get(field, NO_ROWS)]
        if len(cells) and len(cells := suspicious(field, cells)):
            yield from text_harms(field, cells)


def _with(mended: Mended, harm: Harm, teller: Teller) -> Mended:
    told = teller.tell(harm.code, harm.rows, harm.field, suggestion=harm.suggestion, params=dict(harm.params))
    unreadable, causes, typed = dict(mended.unreadable), mended.causes, mended.typed
    if harm.reading is not Reading.AS_TYPED:
        cells = typed[harm.field].copy()
        cells.loc[harm.rows] = harm.suggestion if harm.reading is Reading.AS_SUGGESTED else pd.NA
        typed = typed.assign(**{harm.field: cells})
    if harm.reading is Reading.AS_NOTHING:
        known = unreadable.get(harm.field)
        unreadable[harm.field] = harm.rows if known is None else known.union(harm.rows)
        causes |= {harm.code}
    return Mended(typed, [*mended.told, told], unreadable, causes)
