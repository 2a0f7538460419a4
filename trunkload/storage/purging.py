"""Knows what of an import is personal, where it stands, and what stays when its time of retention is over.

What stays of a person are keys (SHA-256, validation/decide), and only while a workplace is claimed by them: nobody is
ordered twice (promise 5).
"""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, delete, exists, func, null, select, update

from trunkload.orders.states import FINAL_IMPORT_STATES, ImportState
from trunkload.storage import unfinished
from trunkload.storage.account_tables import kept_number, number
from trunkload.storage.arrivals import erase_arrivals
from trunkload.storage.corrections import forget_corrections
from trunkload.storage.mappings import ColumnMapping, keep_mapping, list_mappings
from trunkload.storage.message_table import message
from trunkload.storage.message_values import MessageState
from trunkload.storage.order_tables import import_, order_item, product_order
from trunkload.storage.upload_jobs import forget_job
from trunkload.storage.uploaded_people import forget_people

LEFT_BEHIND = frozenset({ImportState.RECEIVED, ImportState.CHECKED})
"""Where an import stands for as long as one command takes, and for ever where that was cut off."""

ENDED = FINAL_IMPORT_STATES | LEFT_BEHIND

PERSONAL = (
    *("given_name", "family_name", "street", "house_number", "postal_code", "city", "country", "email", "mobile"),
    *("username", "claim_username", "department", "reason", "carrier_reason", "record_before"),
)
"""Columns of an item."""

NOBODY: dict[str, Any] = dict.fromkeys(PERSONAL, null())

KEYS = ("employee_key", "identity_key", "row_digest")
CLAIMS_OF_PEOPLE = ("claim_number", "claim_employee", "claim_identity")


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows were emptied or deleted: items, messages, numbers kept for a row, remembered decisions."""

    items: int = 0
    messages: int = 0
    kept: int = 0
    mappings: int = 0

    def __add__(self, other: "Erased") -> "Erased":
        return Erased(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def old_imports(conn: Connection, before: datetime) -> tuple[str, ...]:
    """Those that ended before that moment and are not purged, the oldest first.

    One that holds a number, or whose rows are planned anew in an open one, has not ended yet.
    """
    later = import_.alias("later")
    is_open = exists().where(later.c.follows == import_.c.id, later.c.state.not_in(FINAL_IMPORT_STATES))
    holds = exists().where(number.c.import_id == import_.c.id)
    ended = func.coalesce(import_.c.finished_at, import_.c.received_at)
    query = (
        select(import_.c.id)
        .where(
            import_.c.state.in_(ENDED),
            import_.c.purged_at.is_(None),
            ended < before,
            ~is_open,
            ~holds,
        )
        .order_by(import_.c.received_at, import_.c.id)
    )
    return tuple(conn.execute(query).scalars())


def kept_imports(conn: Connection) -> frozenset[str]:
    """Those whose files are still to be kept."""
    return frozenset(conn.execute(select(import_.c.id).where(import_.c.purged_at.is_(None))).scalars())


def erase_import(conn: Connection, import_id: str, at: datetime) -> Erased | None:
    """Empty what is personal of it; None where somebody else has done that before."""
    state = case((import_.c.state.in_(LEFT_BEHIND), ImportState.REJECTED.value), else_=import_.c.state)
    emptied: dict[str, Any] = {"file_name": "", "choices": {}, "decisions": [], "upload_version": None}
    ended = func.coalesce(import_.c.finished_at, import_.c.received_at)
    ours = (import_.c.id == import_id) & import_.c.purged_at.is_(None) & import_.c.state.in_(ENDED)
    values = {**emptied, "state": state, "finished_at": ended, "purged_at": at}
    if conn.execute(update(import_).where(ours).values(values)).rowcount != 1:
        return None
    forget_people(conn, import_id)
    unfinished.end(conn, import_id)
    forget_job(conn, import_id)
    forget_corrections(conn, import_id)
    orders = select(product_order.c.reference).where(product_order.c.import_id == import_id)
    items = update(order_item).where(order_item.c.order_reference.in_(orders)).values(NOBODY)
    kept = delete(kept_number).where(kept_number.c.import_id == import_id)
    return Erased(
        items=conn.execute(items).rowcount,
        messages=_erase_messages(conn, import_id),
        kept=conn.execute(kept).rowcount,
    )


def erase_rest(conn: Connection, before: datetime) -> Erased:
    """What belongs to no import, and what an import of old had to keep until now."""
    own = message.c.import_id.is_(None) & (message.c.queued_at < before)
    strays = conn.execute(delete(message).where(own)).rowcount
    erase_arrivals(conn, before)
    _forget_keys(conn)
    return Erased(messages=strays, mappings=_forget_file_names(conn, before))


def _erase_messages(conn: Connection, import_id: str) -> int:
    """That something was told stays, so that it is not told again; what did not get out is of no use any more."""
    own = message.c.import_id == import_id
    unsent = conn.execute(delete(message).where(own, message.c.state != MessageState.SENT)).rowcount
    emptied = {"recipient": "", "recipient_name": "", "subject": None, "text": None, "html": None}
    return unsent + conn.execute(update(message).where(own).values(emptied)).rowcount


def _forget_keys(conn: Connection) -> None:
    """Of people who have no workplace of ours any more."""
    purged = select(product_order.c.reference).join(import_).where(import_.c.purged_at.is_not(None))
    free = [order_item.c[name].is_(None) for name in CLAIMS_OF_PEOPLE]
    gone = update(order_item).where(order_item.c.order_reference.in_(purged), *free)
    conn.execute(gone.values(dict.fromkeys(KEYS)))


def _forget_file_names(conn: Connection, before: datetime) -> int:
    """What was decided for a header row counts on; with which file, nobody needs to know for ever."""
    found = [(one, _without_file_name(one, before)) for one in list_mappings(conn)]
    changed = [new for old, new in found if new != old]
    for mapping in changed:
        keep_mapping(conn, mapping)
    return len(changed)


def _without_file_name(mapping: ColumnMapping, before: datetime) -> ColumnMapping:
    old = mapping.decided_at < before
    decisions = tuple(
        replace(one, origin=replace(one.origin, file_name=""))
        if one.origin is not None and datetime.fromisoformat(one.origin.decided_at) < before
        else one
        for one in mapping.decisions
    )
    return replace(mapping, file_name="" if old else mapping.file_name, decisions=decisions)
