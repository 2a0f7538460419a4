"""Knows how events reach those who subscribed: in order, again after a failure, and never in an order's way."""

import time
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, Row, delete, exists, select, update

from trunkload.portal.rehearsal.events import STATE_CHANGE
from trunkload.portal.rehearsal.faults.event_faults import EventFaults
from trunkload.portal.rehearsal.faults.script import Fault, FaultKind
from trunkload.portal.rehearsal.order_store import FINAL_STATES
from trunkload.portal.rehearsal.tables import event, listener

LISTENER_PATH = f"/listener/{STATE_CHANGE[0].lower()}{STATE_CHANGE[1:]}"
MOST_TRIES = 5
FIRST_PAUSE = 0.5
"""Seconds before an event is told again; doubled each time."""

_AT_ONCE = 100
Post = Callable[[str, bytes], bool]
"""Brings a body to an address; True where it was taken there."""


class EventTeller:
    """Tells what the carrier's database has to be told. One at a time may work on a database; `clock`: Unix time."""

    def __init__(
        self, engine: Engine, post: Post, script: Sequence[Fault] = (), clock: Callable[[], float] = time.time
    ) -> None:
        self._engine = engine
        self._post = post
        self._faults = EventFaults(engine, script)
        self._clock = clock

    def tell_due(self) -> int:
        """How many were told now; one that nobody takes after MOST_TRIES is given up."""
        with self._engine.connect() as connection:
            due = _due(connection, self._clock())
        return sum(self._tell(one) for one in due)

    def _tell(self, one: Row[tuple[int, str, str, str, str, int, bool]]) -> bool:
        event_id, order_id, state, body, callback, tries, is_overtaken = one
        may_wait = not is_overtaken and tries == 0 and state not in FINAL_STATES
        if may_wait and self._faults.happens(FaultKind.EVENTS_OUT_OF_ORDER, order_id):
            self._note(event_id, is_overtaken=True)
            return False
        with self._engine.connect() as connection:
            if _must_wait(connection, event_id):
                return False
        address = callback + LISTENER_PATH
        if not self._post(address, body.encode()):
            self._put_off(event_id, tries + 1)
            return False
        if self._faults.happens(FaultKind.DUPLICATE_EVENT, order_id):
            self._post(address, body.encode())
        self._note(event_id, is_told=True)
        return True

    def _put_off(self, event_id: int, tries: int) -> None:
        if tries < MOST_TRIES:
            self._note(event_id, tries=tries, not_before=self._clock() + FIRST_PAUSE * 2 ** (tries - 1))
            return
        with self._engine.begin() as connection:
            connection.execute(delete(event).where(event.c.id == event_id))

    def _note(self, event_id: int, **columns: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(event).where(event.c.id == event_id).values(columns))


def _due(connection: Connection, now: float) -> Sequence[Row[tuple[int, str, str, str, str, int, bool]]]:
    """Oldest first."""
    columns = (event.c.id, event.c.order_id, event.c.state, event.c.body, listener.c.callback)
    chosen = select(*columns, event.c.tries, event.c.is_overtaken).join_from(event, listener)
    waiting = chosen.where(event.c.is_told.is_(False), event.c.not_before <= now)
    return connection.execute(waiting.order_by(event.c.id).limit(_AT_ONCE)).all()


def _must_wait(connection: Connection, event_id: int) -> bool:
    """For the one before it, unless that is to be overtaken; one that is to be overtaken, for the one behind it."""
    own = select(event.c.listener_id, event.c.order_id, event.c.is_overtaken).where(event.c.id == event_id)
    listener_id, order_id, is_overtaken = connection.execute(own).one()
    related = (event.c.listener_id == listener_id) & (event.c.order_id == order_id)
    if is_overtaken:
        overtaken = related & (event.c.id > event_id) & event.c.is_told
        return not connection.scalar(select(exists().where(overtaken)))
    before = related & (event.c.id < event_id) & ~event.c.is_told & ~event.c.is_overtaken
    return bool(connection.scalar(select(exists().where(before))))
