"""Knows which import takes which one back, as both trails tell it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from trunkload.storage.audit import Deed, read_audit


@dataclass(frozen=True, slots=True)
class Undone:
    """`undoes`: the import that this one takes back, if any; `by`: those that were planned to take this one back, the
    oldest first."""

    undoes: str | None
    by: tuple[str, ...]


def undone(conn: Connection, import_id: str) -> Undone:
    trail = read_audit(conn, import_id)
    taken_back = (one.details.get("undo_of") for one in trail if one.what == Deed.RECEIVED)
    by = tuple(str(one.details["undo"]) for one in trail if one.what == Deed.UNDO_ASKED)
    return Undone(next((str(one) for one in taken_back if one), None), by)
