"""Knows what became of a number: every change of its state, who made it and why; it only grows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from trunkload.inventory.account import NumberState
from trunkload.storage.account_tables import number_change


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One change. `from_state` None: the number came to the account; `to_state` None: it left it."""

    at: datetime
    who: str
    from_state: NumberState | None
    to_state: NumberState | None
    import_id: str | None
    why: str | None


def read_history(conn: Connection, e164: str) -> tuple[NumberChange, ...]:
    """What became of the number, the first change first; nothing for a number that was never ours."""
    c = number_change.c
    columns = (c.at, c.who, c.from_state, c.to_state, c.import_id, c.why)
    rows = conn.execute(select(*columns).where(c.e164 == e164).order_by(c.id)).mappings()
    return tuple(_change(row) for row in rows)


def _change(row: RowMapping) -> NumberChange:
    states = {name: _state(row[name]) for name in ("from_state", "to_state")}
    return NumberChange(**{**row, **states})


def _state(word: str | None) -> NumberState | None:
    return None if word is None else NumberState(word)
