"""Knows which imports are not planned and reported yet, and who has each in hand until when (promise 6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, delete, exists, insert, select, update

from trunkload.orders.states import ImportState
from trunkload.storage.arrival_table import arrival
from trunkload.storage.in_hand import Hand
from trunkload.storage.order_tables import import_
from trunkload.storage.unfinished_table import unfinished_import

IsGone = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One import on its way; see the table."""

    import_id: str
    worker: str | None
    until: datetime
    tries: int

    def is_free(self, now: datetime, is_gone: IsGone) -> bool:
        """Whether nobody is at work on it: its time is over, or its worker is no more."""
        return self.until <= now or (self.worker is not None and is_gone(self.worker))


def begin(conn: Connection, import_id: str, until: datetime) -> None:
    """It is left to whoever received it until then."""
    conn.execute(insert(unfinished_import).values(import_id=import_id, until=until))


def left_behind(conn: Connection, now: datetime, is_gone: IsGone) -> tuple[Unfinished, ...]:
    """Those that nobody is at work on, the oldest first.

    What an inbox or another import began is gone on with from there.
    """
    mine = unfinished_import.c.import_id
    by_inbox = exists().where(arrival.c.import_id == mine, arrival.c.outcome.is_(None))
    query = (
        select(unfinished_import)
        .join(import_, import_.c.id == mine)
        .where(~by_inbox, import_.c.follows.is_(None))
        .order_by(import_.c.received_at, mine)
    )
    found = (_unfinished(row) for row in conn.execute(query).mappings())
    return tuple(one for one in found if one.is_free(now, is_gone))


def take(conn: Connection, import_id: str, hand: Hand, is_gone: IsGone) -> bool:
    """Whether the import is this worker's now; not where another one has it, nor where nothing is left to do."""
    found = _find(conn, import_id)
    if found is None and _waits(conn, import_id):
        begin(conn, import_id, hand.now)
        found = _find(conn, import_id)
    if found is None or (found.worker not in {None, hand.worker} and not found.is_free(hand.now, is_gone)):
        return False
    as_seen = and_(
        unfinished_import.c.import_id == import_id, unfinished_import.c.worker.is_not_distinct_from(found.worker)
    )
    values = {"worker": hand.worker, "until": hand.until, "tries": found.tries + 1}
    return conn.execute(update(unfinished_import).where(as_seen).values(values)).rowcount == 1


def is_over(conn: Connection, import_id: str) -> bool:
    """Whether nothing is left to do of an import."""
    return _find(conn, import_id) is None and not _waits(conn, import_id)


def stay(conn: Connection, hand: Hand) -> None:
    """All that the worker has in hand is its own for longer."""
    mine = unfinished_import.c.worker == hand.worker
    conn.execute(update(unfinished_import).where(mine).values(until=hand.until))


def let_go(conn: Connection, hand: Hand, *, counts: bool) -> None:
    """What the worker has in hand is anybody's; `counts`: whether it was a try."""
    mine = unfinished_import.c.worker == hand.worker
    values = {"worker": None, "until": hand.now} | ({} if counts else {"tries": 0})
    conn.execute(update(unfinished_import).where(mine).values(values))


def end(conn: Connection, import_id: str) -> None:
    """Nothing is left to do."""
    conn.execute(delete(unfinished_import).where(unfinished_import.c.import_id == import_id))


def _find(conn: Connection, import_id: str) -> Unfinished | None:
    query = select(unfinished_import).where(unfinished_import.c.import_id == import_id)
    row = conn.execute(query).mappings().first()
    return None if row is None else _unfinished(row)


def _waits(conn: Connection, import_id: str) -> bool:
    """One that was received by an older program."""
    query = select(import_.c.id).where(import_.c.id == import_id, import_.c.state == ImportState.RECEIVED)
    return conn.execute(query).first() is not None


def _unfinished(row: RowMapping) -> Unfinished:
    return Unfinished(**row)
