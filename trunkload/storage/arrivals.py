"""Knows what became of each file that arrived, which import it is, and what nobody was told yet (promise 5)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, delete, insert, or_, select, update

from trunkload.orders.arrival import ArrivalOutcome
from trunkload.orders.states import ImportState
from trunkload.storage.arrival_table import arrival
from trunkload.storage.order_tables import import_

STANDS = (ImportState.PLANNED, ImportState.APPROVED, ImportState.SUBMITTING, ImportState.DONE)
"""States of an import that the same bytes would only repeat; after any other they may do what they could not before."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that came. `import_id` is its import, or for the same bytes the one that they are already; `why`: the
    code and parameters of what stood against it."""

    id: str
    name: str
    arrived_at: datetime
    import_id: str | None = None
    outcome: ArrivalOutcome | None = None
    why: Mapping[str, Any] = field(default_factory=dict)
    ended_at: datetime | None = None
    told_at: datetime | None = None


def find_arrival(conn: Connection, arrival_id: str) -> Arrival | None:
    row = conn.execute(select(arrival).where(arrival.c.id == arrival_id)).mappings().first()
    return None if row is None else _arrival(row)


def keep_arrival(conn: Connection, one: Arrival) -> None:
    """As it stands now, whatever was known of it before; to be told again where it has ended."""
    values = asdict(one)
    if conn.execute(update(arrival).where(arrival.c.id == one.id).values(values)).rowcount == 0:
        conn.execute(insert(arrival).values(values))


def import_of_bytes(conn: Connection, sha256: str) -> str | None:
    """The newest import of just these bytes that stands, or that a worker is just planning."""
    at_work = and_(import_.c.state == ImportState.RECEIVED, arrival.c.id.is_not(None))
    query = (
        select(import_.c.id)
        .outerjoin(arrival, and_(arrival.c.import_id == import_.c.id, arrival.c.outcome.is_(None)))
        .where(import_.c.sha256 == sha256, or_(import_.c.state.in_(STANDS), at_work))
        .order_by(import_.c.received_at.desc(), import_.c.id.desc())
        .limit(1)
    )
    return conn.execute(query).scalar()


def take_untold(conn: Connection, now: datetime) -> tuple[Arrival, ...]:
    """What has ended and nobody was told, the oldest first; it counts as told when this transaction is kept."""
    untold = and_(arrival.c.outcome.is_not(None), arrival.c.told_at.is_(None))
    rows = conn.execute(select(arrival).where(untold).order_by(arrival.c.ended_at, arrival.c.id)).mappings().all()
    conn.execute(update(arrival).where(untold).values(told_at=now))
    return tuple(_arrival(row) for row in rows)


def erase_arrivals(conn: Connection, before: datetime) -> int:
    """Those that ended before that moment are not known any more."""
    return conn.execute(delete(arrival).where(arrival.c.ended_at < before)).rowcount


def _arrival(row: RowMapping) -> Arrival:
    outcome = None if row["outcome"] is None else ArrivalOutcome(row["outcome"])
    return Arrival(**{**row, "outcome": outcome})
