"""Knows which faults of the script have happened; it is kept in the carrier's database, so no restart repeats one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, func, insert, select

from trunkload.portal.rehearsal.database import next_ids
from trunkload.portal.rehearsal.faults.script import Fault
from trunkload.portal.rehearsal.tables import fault_use


@contextmanager
def deciding(engine: Engine) -> Iterator[Connection]:
    """A transaction that begins with a write: whoever else decides on faults waits for its end."""
    with engine.begin() as connection:
        next_ids(connection, "workplace", 0)
        yield connection


def happens(connection: Connection, fault: Fault, reference: str | None, now: datetime, *, once_each: bool) -> bool:
    """Whether the fault happens now, which is noted then. `once_each`: no more than once to an order."""
    own = fault_use.c.fault == fault.id
    used, first = connection.execute(select(func.count(), func.min(fault_use.c.happened_at)).where(own)).one()
    if _is_over(fault, used, first, now):
        return False
    again = select(func.count()).where(own, fault_use.c.reference == reference)
    if once_each and connection.scalar(again):
        return False
    row = {"fault": fault.id, "occasion": used + 1, "reference": reference}
    connection.execute(insert(fault_use).values(**row, happened_at=now.astimezone(UTC).isoformat()))
    return True


def occasions(engine: Engine, fault: Fault) -> tuple[str | None, ...]:
    """Every time that the fault happened, by the reference of the order that it met, if any."""
    asked = select(fault_use.c.reference).where(fault_use.c.fault == fault.id).order_by(fault_use.c.occasion)
    with engine.connect() as connection:
        return tuple(connection.scalars(asked))


def _is_over(fault: Fault, used: int, first: str | None, now: datetime) -> bool:
    """One that lasts is over so many seconds after its first occasion."""
    if fault.lasts is None:
        return used >= fault.times
    return first is not None and now >= datetime.fromisoformat(first) + timedelta(seconds=fault.lasts)
