"""Knows how numbers move from state to state: one conditional UPDATE, and each number's line in the history."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Text, cast, insert, literal, update

from trunkload.inventory.account import NumberState
from trunkload.storage.account_tables import number, number_change
from trunkload.storage.among import among
from trunkload.storage.columns import UtcTime
from trunkload.storage.moments import now

PROGRAM = "trunkload"
"""Who does what nobody asked for."""


class Why(StrEnum):
    """Why the program itself moves numbers; a person's reason is the person's own words."""

    PLANNED = "planned"
    KEPT = "kept"
    TAKEN_OVER = "taken_over"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    NOT_ORDERED = "not_ordered"
    LEFT_OUT = "left_out"
    CHECKED_AGAIN = "checked_again"
    ENDED = "ended"
    NUMBER_CHANGED = "number_changed"
    DAY_CAME = "day_came"
    SYNC = "sync"
    GIVEN_BACK = "given_back"
    ENTERED = "entered"
    RELEASED = "released"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Note:
    """Who moves numbers, why, and for which import."""

    who: str
    why: str | None = None
    import_id: str | None = None


class NumberValues(TypedDict, total=False):
    """What stands beside the new state. What ends with a state (import, end, day) is emptied where it is not told."""

    holder: str | ScalarSelect[Any] | None
    held_until: str | None
    available_from: str | None
    import_id: str | None
    note: str | None


def move_numbers(
    conn: Connection,
    numbers: Collection[str],
    from_states: Collection[NumberState],
    to_state: NumberState,
    by: Note,
    **values: Unpack[NumberValues],
) -> tuple[str, ...]:
    """Move those of `numbers` that stand in one of `from_states`; the others were lost, and are absent from the answer.

    E.164 texts; any number of them goes in as one bound parameter. Each that moved is noted in the history.
    """
    asked = number.c.e164.in_(among(conn, numbers))
    # A number that has just been moved must not be met again.
    first = sorted(from_states, key=lambda state: state is not to_state)
    return tuple(one for state in first for one in move_where(conn, state, asked, to_state, by, **values))


def move_where(
    conn: Connection,
    from_state: NumberState,
    which: ColumnElement[bool],
    to_state: NumberState,
    by: Note,
    **values: Unpack[NumberValues],
) -> tuple[str, ...]:
    """Move the numbers in `from_state` that meet `which`, and note each; answers them."""
    ended = {"import_id": None, "held_until": None, "available_from": None}
    told = {**ended, **values, "state": to_state, "since": now()}
    moved = update(number).where(number.c.state == from_state, which).values(told).returning(number.c.e164)
    numbers = tuple(conn.execute(moved).scalars())
    note_changes(conn, numbers, from_state, to_state, by)
    return numbers


def note_changes(
    conn: Connection, numbers: Iterable[str], from_state: NumberState | None, to_state: NumberState | None, note: Note
) -> None:
    """Write each number's line; from None it came to the account, to None it left it."""
    listed = list(numbers)
    if not listed:
        return
    texts = (from_state, to_state, note.who, note.why, note.import_id)
    each = among(conn, listed).add_columns(
        literal(now(), UtcTime), *(cast(literal(text, Text), Text) for text in texts)
    )
    columns = ["e164", "at", "from_state", "to_state", "who", "why", "import_id"]
    conn.execute(insert(number_change).from_select(columns, each))
