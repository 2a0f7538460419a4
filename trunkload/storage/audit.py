"""Knows the audit trail: who did what when; it only grows, the database refuses anything else (R-12)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Select, insert, select

from trunkload.storage.moments import now
from trunkload.storage.order_tables import audit


class Deed(StrEnum):
    """What can be done and is kept for ever; the words stand in the database."""

    RECEIVED = "received"
    COLUMNS_ASKED = "columns asked for"
    COLUMNS_DECIDED = "columns decided"
    VALUES_DECIDED = "values decided"
    DECISIONS_FORGOTTEN = "decisions forgotten"
    NOTHING_TO_ORDER = "nothing to order"
    PLANNED = "planned"
    CELLS_CHANGED = "cells changed"
    CHECKED_AGAIN = "checked again"
    APPROVAL_VOID = "approval void"
    REJECTED = "rejected"
    ROWS_LEFT_OUT = "rows left out"
    APPROVED = "approved"
    APPROVED_AT_PREFECT = "approved at Prefect"
    APPROVED_WITHIN_BLOCK = "approved within the block"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    SUBMITTING = "submitting"
    ORDER_NOT_SENT = "order approved"
    ORDER_UNKNOWN = "order unknown"
    ORDER_REJECTED = "order rejected"
    ACCOUNT_READ = "account read"
    CONFLICTS_SHOWN = "conflicts shown"
    NUMBERS_ADDED = "numbers added"
    NUMBERS_RESERVED = "numbers reserved"
    NUMBERS_BLOCKED = "numbers blocked"
    NUMBERS_RELEASED = "numbers released"
    NUMBERS_REMOVED = "numbers removed"
    NOT_READ_AGAIN = "account not read again"
    DONE = "done"
    PARTLY_DONE = "partly_done"
    VERIFIED = "verified"
    UNDO_ASKED = "undo asked"
    CREDENTIALS_ASKED = "credentials asked for"
    CREDENTIALS_SENT = "credentials sent"
    EXPORT_READ = "export read"
    MESSAGES_RETRIED = "messages tried again"
    DATA_DELETED = "data deleted"
    USER_ADDED = "user added"
    USER_DISABLED = "user disabled"
    USER_RELEASED = "user released"
    PASSWORD_SET = "password set"  # noqa: S105 - a deed, no secret
    LOGGED_IN = "logged in"
    LOGGED_OUT = "logged out"
    LOGIN_REFUSED = "login refused"
    REPORT_SHOWN = "report shown"
    TEMPLATE_DOWNLOADED = "template downloaded"
    PLAN_SHOWN = "plan shown"
    ORDERS_SHOWN = "orders shown"
    ORDERS_GONE_ON = "orders gone on with"
    UNDO_SHOWN = "undo shown"
    ROW_SHOWN = "row shown"
    COLUMNS_SHOWN = "columns shown"
    WORKBOOK_DOWNLOADED = "workbook downloaded"
    EXAMPLE_DOWNLOADED = "example downloaded"
    FOUND_ORDERED = "found ordered"
    FOUND_LOST = "found lost"
    NUMBERS_DOWNLOADED = "numbers downloaded"
    WORKPLACES_DOWNLOADED = "workplaces downloaded"
    CONTINGENTS_DOWNLOADED = "contingents downloaded"
    ORDERS_DOWNLOADED = "orders downloaded"
    MESSAGES_DOWNLOADED = "messages downloaded"
    AUDIT_DOWNLOADED = "audit downloaded"
    IMPORTS_DOWNLOADED = "imports downloaded"
    WORKPLACE_SHOWN = "workplace shown"
    WORKPLACES_SHOWN = "workplaces shown"
    NUMBERS_SHOWN = "numbers shown"


DOWNLOADS: Final = frozenset(
    {
        Deed.TEMPLATE_DOWNLOADED,
        Deed.EXAMPLE_DOWNLOADED,
        Deed.WORKBOOK_DOWNLOADED,
        Deed.NUMBERS_DOWNLOADED,
        Deed.WORKPLACES_DOWNLOADED,
        Deed.CONTINGENTS_DOWNLOADED,
        Deed.ORDERS_DOWNLOADED,
        Deed.MESSAGES_DOWNLOADED,
        Deed.AUDIT_DOWNLOADED,
        Deed.IMPORTS_DOWNLOADED,
    }
)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """`what` is a Deed, or the word of an older program; `details` holds keys, counts and digests, no personal data of
    staff."""

    id: int
    at: datetime
    who: str
    what: str
    import_id: str | None
    details: dict[str, Any]


def note(conn: Connection, who: str, what: Deed, import_id: str | None = None, **details: str | int | None) -> None:
    """Write one entry, in the transaction of what it tells about."""
    conn.execute(insert(audit).values(at=now(), who=who, what=what, import_id=import_id, details=details))


def read_audit(
    conn: Connection, import_id: str | None = None, *, who: str | None = None, since: datetime | None = None
) -> tuple[AuditEntry, ...]:
    """The entries (of one import, by one person, from a moment on) in the order they were written."""
    query = _asked(import_id, who, since).order_by(audit.c.id)
    return tuple(AuditEntry(**row) for row in conn.execute(query).mappings())


def latest_audit(  # noqa: PLR0913 - one for each thing that can be asked
    conn: Connection,
    import_id: str | None = None,
    *,
    who: str | None = None,
    since: datetime | None = None,
    first: int = 0,
    most: int | None = None,
    after: AuditEntry | None = None,
) -> tuple[AuditEntry, ...]:
    """The same, the last one first; `most` of them from the one at `first` on, or of those that follow `after`."""
    query = _asked(import_id, who, since).order_by(audit.c.id.desc()).limit(most).offset(first)
    if after is not None:
        query = query.where(audit.c.id < after.id)
    return tuple(AuditEntry(**row) for row in conn.execute(query).mappings())


def _asked(import_id: str | None, who: str | None, since: datetime | None) -> Select[Any]:
    query = select(audit)
    if import_id is not None:
        query = query.where(audit.c.import_id == import_id)
    if who is not None:
        query = query.where(audit.c.who == who)
    if since is not None:
        query = query.where(audit.c.at >= since)
    return query
