"""Knows the audit trail: who did what when; it only grows, the database refuses anything else (R-12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from trunkload.storage.moments import now
from trunkload.storage.order_tables import audit


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """`details` holds keys, counts and digests, no personal data of staff."""

    id: int
    at: datetime
    who: str
    what: str
    import_id: str | None
    details: dict[str, Any]


def note(conn: Connection, who: str, what: str, import_id: str | None = None, **details: str | int | None) -> None:
    """Write one entry, in the transaction of what it tells about."""
    conn.execute(insert(audit).values(at=now(), who=who, what=what, import_id=import_id, details=details))


def read_audit(conn: Connection, import_id: str | None = None) -> tuple[AuditEntry, ...]:
    """The entries of one import, or all, in the order they were written."""
    query = select(audit).order_by(audit.c.id)
    if import_id is not None:
        query = query.where(audit.c.import_id == import_id)
    return tuple(AuditEntry(**row) for row in conn.execute(query).mappings())
