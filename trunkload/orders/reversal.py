"""Knows where an ordered row stands when it is to be taken back, why, and what of the present decides that."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from trunkload.intake.fields import Field
from trunkload.inventory.account import NumberState
from trunkload.inventory.workplace_record import Changed, Record
from trunkload.validation.actions.action import Action


class Standing(StrEnum):
    """The list that a row belongs to."""

    NOW = "now"
    STAYS = "stays"
    LOCKED = "locked"


class Ground(StrEnum):
    """Why a row stands where it does: how it is taken back, or what keeps it."""

    REMOVAL = "removal"
    CHANGE_BACK = "change_back"
    NEW_AGAIN = "new_again"
    CHANGED_BY = "changed_by"
    CHANGING = "changing"
    ELSEWHERE = "elsewhere"
    GONE = "gone"
    STILL_THERE = "still_there"
    BACK_ALREADY = "back_already"
    AS_BEFORE = "as_before"
    NOT_KEPT = "not_kept"
    WAS_EMPTY = "was_empty"
    NUMBER_TAKEN = "number_taken"
    TERM = "term"
    PACKAGE_TERM = "package_term"
    NUMBER_RESTS = "number_rests"


class Done(Protocol):
    """What was ordered for a row and is completed, as `storage.items.StoredItem` tells it."""

    @property
    def row(self) -> int: ...
    @property
    def action(self) -> Action: ...
    @property
    def number(self) -> str: ...
    @property
    def record_before(self) -> Mapping[str, str | None] | None: ...


@dataclass(frozen=True, slots=True)
class NumberNow:
    """The state of a number, None where the account has it no longer; the day on which a resting one is free (ISO)."""

    state: str | None
    free_on: str | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """How things stand today. `record`: the carrier's record of the workplace with `state` and `import_id`, None where
    it is gone; `changed_by`: the later import of ours that changed it last; `ends_on`, `package_ends_on`: first days
    without a term (ISO), None where unknown; `number`: of the number that would come back; `again`: the username of
    another workplace that the person of a deleted one has."""

    record: Record | None
    changed_by: str | None = None
    ends_on: str | None = None
    package_ends_on: str | None = None
    number: NumberNow = NumberNow(NumberState.FREE)
    again: str | None = None


@dataclass(frozen=True, slots=True)
class Reversal:
    """Where a row stands. `cells`: the row of a sheet that takes it back; `changes`: what becomes of the workplace, or
    what somebody else changed; `until`: the day (ISO) on which it is no longer locked; `by`: an import, a username or
    the state of a number."""

    row: int
    standing: Standing
    ground: Ground
    cells: Mapping[Field, str] | None = None
    changes: tuple[Changed, ...] = ()
    until: str | None = None
    by: str | None = None
