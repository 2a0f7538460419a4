"""Looks at the inbox: is it there, may it be written, what waits in it since when, what stays in hand and why."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from trunkload.flows.commands import shown_place
from trunkload.flows.file_stores import inbox_folder, open_inbox
from trunkload.flows.health.checks import Check, Sight, seen
from trunkload.flows.health.database import at_database
from trunkload.flows.health.home import may_write
from trunkload.flows.workers import is_left_behind
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.settings import Settings
from trunkload.storage.arrivals import Arrival, find_arrival
from trunkload.storage.database import reading
from trunkload.storage.failures import StorageError
from trunkload.storage.inbox import FOLDERS, Claim, Inbox
from trunkload.storage.moments import now
from trunkload.storage.quick_account import sqlite_file
from trunkload.storage.upgrade import database_version
from trunkload.storage.version import HEAD

NIGHT_LATE = timedelta(hours=26)
"""A night's work is done every 24 hours, 25 where the clock goes back, and takes some time itself."""

WORKER_ENDED = "worker"
"""Beside the kinds of failures: nobody noted one."""


def look_at_inbox(settings: Settings) -> Iterator[Check]:
    """Nothing is claimed and nothing written. Raises InboxError."""
    inbox = open_inbox(settings)
    place = shown_place(inbox.place())
    hindered = None if settings.inbox.bucket_and_prefix else _hindered(settings, inbox_folder(settings), place)
    if hindered is not None:
        yield hindered
        return
    found = [*_arrived(inbox), *_in_hand(settings, inbox)]
    yield seen("inbox", Sight.INBOX_READY, place=place)
    yield from found


def _hindered(settings: Settings, folder: Path, place: str) -> Check | None:
    """Why nothing can arrive in this folder."""
    if not folder.exists():
        return seen("inbox", Sight.INBOX_NOT_THERE if settings.inbox.place else Sight.INBOX_NONE, place=place)
    closed = [shown_place(str(folder / name)) for name in FOLDERS if not may_write(folder / name)]
    return seen("inbox", Sight.INBOX_UNWRITABLE, path=", ".join(closed)) if closed else None


def _arrived(inbox: Inbox) -> Iterator[Check]:
    arrived, folders = inbox.arrived(), inbox.folders()
    if arrived:
        yield arrived_check(len(arrived), arrived[0].changed_at, now())
    if folders:
        yield seen("inbox.folders", Sight.FOLDERS_ARRIVED, n=len(folders))


def arrived_check(count: int, oldest: datetime, at: datetime) -> Check:
    """What came before the last night should have been taken by it."""
    sight = Sight.FILES_ARRIVED_LONG if at - oldest > NIGHT_LATE else Sight.FILES_ARRIVED
    return seen("inbox.arrived", sight, n=count, since=_moment(oldest))


def _in_hand(settings: Settings, inbox: Inbox) -> Iterator[Check]:
    at, claims = now(), inbox.claims()
    left = [one for one in claims if is_left_behind(settings, one, at)]
    if left:
        known = _noted(settings, left)
        since = min([one.arrived_at for one in known.values()] + [_since(one) for one in left])
        why = ", ".join(sorted({_why(known.get(one.arrival), one) for one in left}))
        yield seen("inbox.working", Sight.FILES_LEFT, n=len(left), since=_moment(since), why=why)
    elif claims:
        since = min(map(_since, claims))
        yield seen("inbox.working", Sight.FILES_IN_HAND, n=len(claims), since=_moment(since))


def _why(noted: Arrival | None, claim: Claim) -> str:
    """A kind of failure: what was noted where the file was let go, else that its worker ended."""
    if noted is None or claim.worker or noted.outcome is not ArrivalOutcome.FAILED:
        return WORKER_ENDED
    return str(noted.why["kind"])


def _noted(settings: Settings, claims: Collection[Claim]) -> dict[str, Arrival]:
    """By arrival; nothing where the database cannot tell, which its own room says."""
    file = sqlite_file(settings.ledger_url)
    if file is not None and not file.exists():
        return {}
    with suppress(StorageError), at_database(settings) as ledger:
        if database_version(ledger) == HEAD:
            with reading(ledger) as conn:
                found = [find_arrival(conn, one.arrival) for one in claims]
            return {one.id: one for one in found if one is not None}
    return {}


def _since(claim: Claim) -> datetime:
    return datetime.fromisoformat(claim.since)


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
