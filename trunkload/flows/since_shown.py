"""Knows what people did to a plan since it was shown to somebody: which rows they took out of it."""

from sqlalchemy import Connection

from trunkload.storage.audit import AuditEntry, Deed, read_audit


def taken_out_since(conn: Connection, import_id: str, digest: str) -> tuple[AuditEntry, ...]:
    """The entries after the one that made the plan with this digest; none where there was never such a plan."""
    made = [one for one in read_audit(conn, import_id) if one.what in {Deed.PLANNED, Deed.ROWS_LEFT_OUT}]
    places = [place for place, one in enumerate(made) if one.details.get("digest") == digest]
    return tuple(made[places[-1] + 1 :]) if places else ()
