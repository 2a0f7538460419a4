"""Knows how the story finds again what it stored of an import."""

from sqlalchemy import Connection

from trunkload.flows.failures import StopCode, Stopped
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.corrections import Corrections, read_corrections
from trunkload.storage.imports import ImportRecord, find_import
from trunkload.storage.items import StoredItem, read_items
from trunkload.storage.ordered import read_orders


def known_import(conn: Connection, import_id: str) -> ImportRecord:
    """Raises Stopped where there is no such import, and where its time of retention is over."""
    record = find_import(conn, import_id)
    if record is None:
        raise Stopped(StopCode.NO_SUCH_IMPORT, id=import_id)
    if record.purged_at is not None:
        raise Stopped(StopCode.DATA_DELETED, id=import_id, day=record.purged_at.astimezone().date().isoformat())
    return record


def corrections_of(conn: Connection, record: ImportRecord) -> Corrections:
    """The cells that people changed in its sheet. One that follows another is of the same sheet."""
    while record.follows is not None and (before := find_import(conn, record.follows)) is not None:
        record = before
    return read_corrections(conn, record.id)


def changed_by(conn: Connection, import_id: str) -> frozenset[str]:
    """Who had it checked again after a change, or said what its columns mean."""
    changes = {Deed.CHECKED_AGAIN, Deed.COLUMNS_DECIDED}
    return frozenset(one.who for one in read_audit(conn, import_id) if one.what in changes)


def items_of_import(conn: Connection, import_id: str) -> list[StoredItem]:
    """What was ordered for each row, of all orders of the import, in the order of the sheet."""
    items = [item for order in read_orders(conn, import_id) for item in read_items(conn, order.reference)]
    return sorted(items, key=lambda item: item.row)


def rows_left_out(conn: Connection, import_id: str) -> tuple[int, ...]:
    """All that were ever taken out of the import's plan; none comes back into it."""
    entries = [one for one in read_audit(conn, import_id) if one.what == Deed.ROWS_LEFT_OUT]
    return tuple(sorted(int(row) for entry in entries for row in entry.details["rows"].split(", ")))


def sent_or_changed(conn: Connection, record: ImportRecord, user: str) -> bool:
    """Whose eyes were the first: where four are asked for, this user does not approve, however the name is typed."""
    return user.casefold() in {one.casefold() for one in (record.uploaded_by, *changed_by(conn, record.id))}
