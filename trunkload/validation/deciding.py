"""Knows how one decision settles every cell that reads the same: the cells change before the sheet is judged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from trunkload.intake.choices import Decision
from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.validation.accepting import Accepted
from trunkload.validation.codes import Code
from trunkload.validation.reading import TRIMMED
from trunkload.validation.receipt import Taken
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

BY_HAND: Final = "--accept"
"""Stands in a note for what a person decided with this very file."""

LASTING: Final = frozenset(
    {
        Field.ACTION,
        Field.SALUTATION,
        Field.TITLE,
        Field.CITY,
        Field.COUNTRY,
        Field.AUTH_WITHOUT_MOBILE,
        Field.TRUNK,
        Field.LOCATION,
        Field.NUMBER_BLOCK,
        Field.CONFERENCE_PACKAGE,
        Field.DEPARTMENT,
        Field.COST_CENTER,
    }
)
"""Fields whose decisions are remembered: they name things. What is one person's, or one day's, is not kept."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision, and the rows whose cells it changed."""

    decision: Decision
    rows: pd.Index

    @property
    def taken(self) -> Taken:
        return Taken(self.decision, len(self.rows))


def plain(value: str) -> str:
    """A value without what makes no difference to a decision: blanks around it, capitals."""
    return value.strip(TRIMMED).casefold()


def key_of(decision: Decision) -> tuple[str, str]:
    """What a decision is about; a later one about the same takes its place."""
    return decision.field, plain(decision.value)


def in_force(earlier: Iterable[Decision], later: Iterable[Decision]) -> tuple[Decision, ...]:
    """Both, where the later ones win."""
    return tuple({key_of(one): one for one in (*earlier, *later)}.values())


def settle(sheet: Sheet, decisions: Sequence[Decision]) -> tuple[Settled, ...]:
    """Each decision with the rows that it is about, in the order given; those about no row are left out."""
    fields = {one.field for one in decisions} & set(sheet.staff.columns)
    by_field = {field: _rows_by_value(sheet.staff[field]) for field in fields}
    found = ((one, by_field.get(one.field, {}).get(plain(one.value))) for one in decisions)
    return tuple(Settled(decision, rows) for decision, rows in found if rows is not None)


def with_settled(sheet: Sheet, settled: Iterable[Settled]) -> Sheet:
    """The sheet with every decided cell as decided."""
    parts = [
        pd.DataFrame({"row": one.rows, "field": one.decision.field, "code": "", "suggestion": one.decision.new})
        for one in settled
    ]
    return Accepted(pd.concat(parts, ignore_index=True)).applied_to(sheet) if parts else sheet


def tell_settled(settled: Iterable[Settled], teller: Teller) -> list[Told]:
    """A note at each cell: the value as typed, what was taken instead, and where that was decided."""
    return [
        teller.tell(
            Code.SUGGESTION_ACCEPTED,
            one.rows,
            one.decision.field,
            params={"accepted": one.decision.new, "of": _where(one.decision)},
        )
        for one in settled
    ]


def _where(decision: Decision) -> str:
    return BY_HAND if decision.origin is None else decision.origin.file_name


def _rows_by_value(typed: pd.Series) -> Mapping[str, pd.Index]:
    """The rows of each plain value; only distinct values are looked at one by one."""
    alike: dict[str, list[str]] = defaultdict(list)
    for value in typed.dropna().unique():
        alike[plain(value)].append(value)
    rows = typed.dropna().groupby(typed, sort=False).groups
    return {
        value: pd.Index([row for one in values for row in rows[one]], dtype="int64").sort_values()
        for value, values in alike.items()
    }
