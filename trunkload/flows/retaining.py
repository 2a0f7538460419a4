"""Deletes what is personal of imports that ended long ago: files first, then rows, and the mark of it last."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from trunkload.flows.file_stores import open_inbox
from trunkload.flows.messengers import outbox_folder
from trunkload.flows.wiring import House, handover_folder
from trunkload.logs.events import IMPORT_ID, Event
from trunkload.logs.telling import tell
from trunkload.notify.outbox import Outbox
from trunkload.portal.handover.desk import Desk, file_name
from trunkload.storage import audit
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import file_failures
from trunkload.storage.files import Removed
from trunkload.storage.moving import PROGRAM
from trunkload.storage.ordered import read_orders
from trunkload.storage.purging import Erased, erase_import, erase_rest, kept_imports, old_imports
from trunkload.storage.scrubbing import overwrite_deleted

IMPORTS = "imports"
"""The folder of the file store in which each import has its own, by its id."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was deleted, or would be. `files` in the file store, `outbox`: messages that lay there as files, `handover`:
    files for a carrier without an API, `inbox`: files laid aside there. `overwritten`: nothing of it is left in the
    bytes of the database either, as far as that is ours to see to."""

    imports: tuple[str, ...] = ()
    files: Removed = field(default_factory=Removed)
    erased: Erased = field(default_factory=Erased)
    outbox: int = 0
    handover: int = 0
    inbox: int = 0
    overwritten: bool = True

    def __add__(self, other: "Purged") -> "Purged":
        return Purged(
            self.imports + other.imports,
            self.files + other.files,
            self.erased + other.erased,
            self.outbox + other.outbox,
            self.handover + other.handover,
            self.inbox + other.inbox,
            self.overwritten and other.overwritten,
        )


@dataclass(frozen=True, slots=True)
class Purge:
    """Whose deed it is, what is too old, and whether it is only counted."""

    who: str
    days: int
    dry_run: bool = False

    def before(self, house: House) -> datetime:
        return house.clock() - timedelta(days=self.days)


def retain(house: House) -> int:
    """Delete what the settings keep no longer, without being asked; how many imports that were."""
    days = house.settings.retention.days
    return len(purge(house, Purge(PROGRAM, days)).imports) if days else 0


def purge(house: House, asked: Purge) -> Purged:
    """Safe to run twice, at once, and again after a kill: whoever comes later finds what is left.

    Open imports stay whole. Raises StorageError, PortalError (a hand-over file that cannot be deleted).
    """
    with reading(house.ledger) as conn:
        old = old_imports(conn, asked.before(house))
    done = sum((_purge_import(house, import_id, asked) for import_id in old), Purged())
    purged = done + _purge_rest(house, asked)
    if not asked.dry_run:
        tell(Event.DATA_DELETED, imports=len(purged.imports))
    return purged


def _purge_import(house: House, import_id: str, asked: Purge) -> Purged:
    with file_failures():
        outbox = _outbox(house).forget(import_id, dry_run=asked.dry_run)
    gone = Purged(
        files=house.files.remove(f"{IMPORTS}/{import_id}", dry_run=asked.dry_run),
        outbox=outbox,
        handover=_clear_handover(house, import_id, asked),
    )
    with _writing(house, asked) as conn:
        erased = erase_import(conn, import_id, house.clock())
        if erased is None:
            return gone
        audit.note(conn, asked.who, audit.Deed.DATA_DELETED, import_id, days=asked.days)
    return gone + Purged((import_id,), erased=erased)


def _purge_rest(house: House, asked: Purge) -> Purged:
    """What belongs to no import that is kept: its process was killed before, or while it was received."""
    before = asked.before(house)
    files = sum((house.files.remove(one, dry_run=asked.dry_run) for one in _stray_folders(house, before)), Removed())
    with file_failures():
        outbox = _outbox(house).forget_strays(before, dry_run=asked.dry_run)
    aside = open_inbox(house.settings).forget(before, dry_run=asked.dry_run)
    with _writing(house, asked) as conn:
        erased = erase_rest(conn, before)
    return Purged(
        files=files,
        erased=erased,
        outbox=outbox,
        inbox=aside,
        overwritten=True if asked.dry_run else overwrite_deleted(house.ledger),
    )


def _stray_folders(house: House, before: datetime) -> list[str]:
    """The id of an import begins with its day."""
    with reading(house.ledger) as conn:
        kept = kept_imports(conn)
    last = f"imp-{before.date().isoformat()}"
    ids = (one.removeprefix(f"{IMPORTS}/") for one in house.files.folders(IMPORTS))
    strays = (one for one in ids if IMPORT_ID.fullmatch(one) and one not in kept and one < last)
    return [f"{IMPORTS}/{import_id}" for import_id in strays]


def _outbox(house: House) -> Outbox:
    return Outbox(outbox_folder(house.settings))


def _clear_handover(house: House, import_id: str, asked: Purge) -> int:
    with reading(house.ledger) as conn:
        names = [file_name(order.reference) for order in read_orders(conn, import_id)]
    desk = Desk(handover_folder(house.settings))
    return sum(desk.clear(name, dry_run=asked.dry_run) for name in names)


@contextmanager
def _writing(house: House, asked: Purge) -> Iterator[Connection]:
    """A dry run does it all and keeps nothing of it: what it counts is what would be."""
    with writing(house.ledger) as conn:
        trial = conn.begin_nested()
        yield conn
        if asked.dry_run:
            trial.rollback()
