"""Knows which conflicts with the carrier were met and not yet looked at; they stand in the audit trail."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, func, select

from trunkload.inventory.account_changes import AccountDiff, Conflict, ConflictKind
from trunkload.storage import audit
from trunkload.storage.audit import Deed
from trunkload.storage.order_tables import audit as entries

MOST_NAMED = 1000
"""Conflicts that one entry names; beyond them it counts."""


def note_sync(conn: Connection, who: str, diff: AccountDiff, import_id: str | None = None) -> None:
    """Counts of what changed, and the conflicts, where there is any of it; the first snapshot is no change."""
    if diff.before is None or not (diff.changes or diff.conflicts):
        return
    named = [asdict(one) for one in diff.conflicts[:MOST_NAMED]]
    counts = {
        "numbers_came": len(diff.numbers.came),
        "numbers_left": len(diff.numbers.left),
        "numbers_changed": len(diff.numbers.changed),
        "changes": diff.changes,
        "conflicts": len(diff.conflicts),
    }
    more = {"named": json.dumps(named, ensure_ascii=False)} if named else {}
    audit.note(conn, who, Deed.ACCOUNT_READ, import_id, **counts, **more)


def conflicts_of(conn: Connection, import_id: str) -> int:
    """How many conflicts the import met when it read the account."""
    told = (entry for entry in audit.read_audit(conn, import_id) if entry.what == Deed.ACCOUNT_READ)
    return sum(int(entry.details.get("conflicts", 0)) for entry in told)


def unseen_conflicts(conn: Connection) -> tuple[Conflict, ...]:
    """Those that were met since conflicts were shown last, each once, in the order they were met."""
    seen = select(func.coalesce(func.max(entries.c.id), 0)).where(entries.c.what == Deed.CONFLICTS_SHOWN)
    shown = seen.scalar_subquery()
    query = select(entries.c.details).where(entries.c.what == Deed.ACCOUNT_READ, entries.c.id > shown)
    told = conn.execute(query.order_by(entries.c.id)).scalars()
    named = (one for details in told for one in json.loads(details.get("named", "[]")))
    return tuple(dict.fromkeys(Conflict(**{**one, "kind": ConflictKind(one["kind"])}) for one in named))


def note_shown(conn: Connection, who: str, shown: Sequence[Conflict]) -> None:
    """From here on they are seen."""
    if shown:
        audit.note(conn, who, Deed.CONFLICTS_SHOWN, conflicts=len(shown))
