"""Knows what a person can change about an import, and as long as when: nothing of it was sent to the carrier."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from trunkload.intake.choices import Decision
from trunkload.orders.states import ImportState
from trunkload.storage.imports import ImportRecord

CHANGEABLE: Final = frozenset({ImportState.PLANNED, ImportState.APPROVED, ImportState.REJECTED})


@dataclass(frozen=True, slots=True)
class Change:
    """What a person changes; what is empty stays as it was.

    `cells`: by address (`E12`) what stands there now, None for nothing, where the person had `seen` so many
    corrections. `columns`: by letter the field that a column carries, "" for none. `accept`: codes whose suggestions
    are taken; `decisions`: what values mean, by canonical fields. `accept_no_more` and `undecided` take such back.
    """

    cells: Mapping[tuple[int, str], str | None] = field(default_factory=dict)
    seen: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    accept: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    accept_no_more: tuple[str, ...] = ()
    undecided: tuple[tuple[str, str], ...] = ()

    @property
    def is_none(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self) if one.name != "seen")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person says of a sheet that waits for it. `columns`: by letter the field, "" for none; `header_row` and
    `sheet` as in intake's Choices."""

    columns: Mapping[str, str] = field(default_factory=dict)
    header_row: int | None = None
    sheet: str | None = None


def may_change(record: ImportRecord) -> bool:
    """A file that could not be used was not kept, and has no row; what follows another import is that one's sheet."""
    return record.state in CHANGEABLE and record.rows > 0 and record.follows is None
