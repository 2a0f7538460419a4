"""Looks at what waits: for an approval, for an end, for somebody to look; and since when."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, text

from trunkload.flows.commands import from_here
from trunkload.flows.health.checks import Check, Sight, seen
from trunkload.flows.health.database import at_database
from trunkload.flows.workers import is_gone
from trunkload.orders.states import FINAL_ORDER_STATES, ImportState, OrderState
from trunkload.settings import Settings
from trunkload.storage.account_queries import HOLD_IS_OVER
from trunkload.storage.account_tables import number
from trunkload.storage.database import reading
from trunkload.storage.imports import ImportRecord, list_imports
from trunkload.storage.message_table import message
from trunkload.storage.messages import WAITING_FOR_A_PERSON
from trunkload.storage.moments import now, present
from trunkload.storage.ordered import StoredOrder
from trunkload.storage.orders import list_orders
from trunkload.storage.purging import LEFT_BEHIND
from trunkload.storage.quick_account import sqlite_file
from trunkload.storage.upgrade import database_version
from trunkload.storage.version import HEAD

APPROVAL_LATE = timedelta(days=2)
IMPORT_LATE = timedelta(hours=1)
"""An import is planned in seconds, at most minutes; one that is longer on its way was left behind."""

ORDERED = frozenset({ImportState.APPROVED, ImportState.SUBMITTING})
UNSETTLED = frozenset({OrderState.SENDING, OrderState.UNKNOWN})


def look_at_waiting(settings: Settings) -> Iterator[Check]:
    """Raises StorageError."""
    file = sqlite_file(settings.ledger_url)
    if file is not None and not file.exists():
        yield seen("waiting", Sight.DATABASE_FIRST)
        return
    with at_database(settings) as ledger:
        if database_version(ledger) != HEAD:
            yield seen("waiting", Sight.DATABASE_FIRST)
            return
        at = now()
        with reading(ledger) as conn:
            found = [*_imports(conn, at), *_orders(conn, settings, at), *_messages(conn), *_numbers(conn, at)]
    yield from found or [seen("waiting", Sight.NOTHING_WAITS)]


def look_at_workers(settings: Settings) -> Iterator[Check]:
    folder = settings.home / "workers"
    names = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
    gone = [name for name in names if is_gone(folder, name)]
    if gone:
        yield seen("workers", Sight.WORKERS_ENDED, n=len(gone), path=str(from_here(folder)))
    elif names:
        yield seen("workers", Sight.WORKERS_AT_WORK, n=len(names))
    else:
        yield seen("workers", Sight.WORKERS_NONE)


def _imports(conn: Connection, at: datetime) -> Iterator[Check]:
    planned = list_imports(conn, {ImportState.PLANNED})
    if planned:
        oldest = planned[-1]
        late = at - oldest.received_at > APPROVAL_LATE
        sight = Sight.APPROVALS_WAIT_LONG if late else Sight.APPROVALS_WAIT
        yield seen("waiting.approvals", sight, n=len(planned), **_since(oldest))
    stuck = [one for one in list_imports(conn, LEFT_BEHIND) if at - one.received_at > IMPORT_LATE]
    if stuck:
        yield seen("waiting.imports", Sight.IMPORTS_STUCK, n=len(stuck), **_since(stuck[-1]))
    open_imports = list_imports(conn, ORDERED)
    if open_imports:
        yield seen("waiting.imports", Sight.IMPORTS_OPEN, n=len(open_imports), **_since(open_imports[-1]))


def _since(record: ImportRecord) -> dict[str, str]:
    return {"id": record.id, "since": _moment(record.received_at)}


def _orders(conn: Connection, settings: Settings, at: datetime) -> Iterator[Check]:
    """An order that is being sent right now is no reason to worry."""
    patience = timedelta(seconds=settings.carrier.takeover_seconds)
    unsettled = [one for one in list_orders(conn, UNSETTLED) if one.sent_at is None or at - one.sent_at > patience]
    if unsettled:
        yield seen("waiting.orders", Sight.ORDERS_UNSETTLED, n=len(unsettled), **_oldest(unsettled))
    others = frozenset(OrderState) - FINAL_ORDER_STATES - UNSETTLED - {OrderState.DRAFT, OrderState.APPROVED}
    under_way = list_orders(conn, others)
    if under_way:
        yield seen("waiting.orders", Sight.ORDERS_UNDER_WAY, n=len(under_way), **_oldest(under_way))


def _oldest(orders: Collection[StoredOrder]) -> dict[str, str]:
    sent = [(one.sent_at, one.import_id) for one in orders if one.sent_at is not None]
    if not sent:
        return {"id": next(iter(orders)).import_id, "since": "–"}
    since, import_id = min(sent)
    return {"id": import_id, "since": _moment(since)}


def _messages(conn: Connection) -> Iterator[Check]:
    waiting = message.c.state.in_(WAITING_FOR_A_PERSON)
    count, since = conn.execute(select(func.count(), func.min(message.c.queued_at)).where(waiting)).one()
    if count:
        yield seen("waiting.messages", Sight.MESSAGES_GIVEN_UP, n=count, since=_moment(since))


def _numbers(conn: Connection, at: datetime) -> Iterator[Check]:
    over = text(HOLD_IS_OVER).bindparams(now=present(at)["now"])
    count = conn.execute(select(func.count()).select_from(number).where(over)).scalar_one()
    if count:
        yield seen("waiting.numbers", Sight.NUMBERS_OVER, n=count)


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
