"""Knows what is still to be told, who may send it now, and what became of it; each is sent by one at a time."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, insert, select, update

from trunkload.storage.among import among
from trunkload.storage.message_table import message
from trunkload.storage.message_values import (
    Channel,
    Claimed,
    Content,
    Ending,
    Envelope,
    MessageKind,
    MessageState,
    StoredMessage,
)

LEASE = timedelta(minutes=10)
"""How long one message may take to be sent before another process takes it over."""

WAITING_FOR_A_PERSON = frozenset({MessageState.FAILED, MessageState.GIVEN_UP})


def queue_message(conn: Connection, envelope: Envelope, content: Content, at: datetime) -> bool:
    """To be sent as soon as this transaction is kept; False where the occasion was told before."""
    if conn.execute(select(message.c.name).where(message.c.name == envelope.name)).first() is not None:
        return False
    told = asdict(envelope) | asdict(content)
    new = {"state": MessageState.QUEUED, "attempts": 0, "queued_at": at, "next_attempt_at": at}
    conn.execute(insert(message).values(told | new))
    return True


def count_of_kind(conn: Connection, import_id: str, kind: MessageKind) -> int:
    query = select(func.count()).where(message.c.import_id == import_id, message.c.kind == kind)
    return conn.execute(query).scalar_one()


def count_of_nights(conn: Connection, begin: str) -> int:
    """How many summaries there are whose name begins so."""
    query = select(func.count()).where(message.c.kind == MessageKind.NIGHT, message.c.name.startswith(begin))
    return conn.execute(query).scalar_one()


def claim_message(conn: Connection, now: datetime) -> Claimed | None:
    """The message that has waited longest of those that are due, or that a process left behind; ours until LEASE."""
    waiting = and_(due_at(now), message.c.text.is_not(None))
    oldest = select(message).where(waiting).order_by(message.c.queued_at, message.c.name).limit(1)
    row = conn.execute(oldest).mappings().first()
    if row is None:
        return None
    claimed = Claimed(_envelope(row), Content(row["text"], row["subject"], row["html"]), row["attempts"] + 1)
    values = {"state": MessageState.SENDING, "attempts": claimed.attempts, "next_attempt_at": now + LEASE}
    conn.execute(update(message).where(message.c.name == row["name"]).values(values))
    return claimed


def settle_sent(conn: Connection, claimed: Claimed, at: datetime) -> bool:
    """Sent; its text is not needed any more. False where another process has taken it over since."""
    values = {"state": MessageState.SENT, "sent_at": at, "problem": None, "next_attempt_at": None}
    return _settle(conn, claimed, values | {"subject": None, "text": None, "html": None})


def settle_failed(conn: Connection, claimed: Claimed, ending: Ending) -> bool:
    """Not sent. False where another process has taken it over since."""
    return _settle(conn, claimed, asdict(ending))


def put_off(conn: Connection, channel: Channel, now: datetime, ending: Ending) -> None:
    """All that are due on this channel end so, too, without a try of their own: the way itself is closed."""
    due = and_(message.c.channel == channel, message.c.text.is_not(None), due_at(now))
    conn.execute(update(message).where(due).values(asdict(ending) | {"attempts": message.c.attempts + 1}))


def list_messages(conn: Connection, import_id: str | None = None, *, unsent: bool = False) -> tuple[StoredMessage, ...]:
    """The messages (of one import, or all) in the order in which they were written."""
    query = _asked(import_id, unsent=unsent).order_by(message.c.queued_at, message.c.name)
    return tuple(_stored(row) for row in conn.execute(query).mappings())


def count_by_state(conn: Connection, import_id: str) -> dict[MessageState, int]:
    """How many messages of the import are in each state; one that none is in is left out."""
    query = select(message.c.state, func.count()).where(message.c.import_id == import_id).group_by(message.c.state)
    return {MessageState(state): many for state, many in conn.execute(query)}


def first_messages(conn: Connection, import_id: str, most: int) -> tuple[StoredMessage, ...]:
    """So many of the import, however many there are: those that did not get out first, for so the states' words are
    sorted."""
    query = _asked(import_id, unsent=False).order_by(message.c.state, message.c.problem).limit(most)
    return tuple(_stored(row) for row in conn.execute(query).mappings())


def latest_messages(  # noqa: PLR0913 - one for each thing that can be asked
    conn: Connection,
    import_id: str | None = None,
    *,
    unsent: bool = False,
    first: int = 0,
    most: int | None = None,
    after: StoredMessage | None = None,
) -> tuple[StoredMessage, ...]:
    """The same, the last one first; `most` of them from the one at `first` on, or of those that follow `after`."""
    query = _asked(import_id, unsent=unsent).order_by(message.c.queued_at.desc(), message.c.name.desc())
    if after is not None:
        at, same = message.c.queued_at, message.c.queued_at == after.queued_at
        query = query.where((at < after.queued_at) | (same & (message.c.name < after.envelope.name)))
    return tuple(_stored(row) for row in conn.execute(query.limit(most).offset(first)).mappings())


def _asked(import_id: str | None, *, unsent: bool) -> Select[Any]:
    query = select(message)
    if import_id is not None:
        query = query.where(message.c.import_id == import_id)
    if unsent:
        query = query.where(_unsent())
    return query


def count_unsent(conn: Connection, import_id: str | None = None) -> int:
    """How many were tried and did not get out."""
    query = select(func.count()).where(_unsent())
    if import_id is not None:
        query = query.where(message.c.import_id == import_id)
    return conn.execute(query).scalar_one()


def retry_messages(conn: Connection, now: datetime, names: Collection[str] | None = None) -> int:
    """Due at once, as if never tried: those of these names, or all that were tried and did not get out."""
    again = and_(_unsent(), message.c.text.is_not(None))
    if names is not None:
        again = and_(again, message.c.name.in_(among(conn, names)))
    values = {"state": MessageState.QUEUED, "attempts": 0, "next_attempt_at": now}
    return conn.execute(update(message).where(again).values(values)).rowcount


def due_at(now: datetime) -> ColumnElement[bool]:
    """Waiting for its attempt, or left behind by a process that is gone."""
    moving = message.c.state.in_((MessageState.QUEUED, MessageState.SENDING))
    return and_(moving, message.c.next_attempt_at <= now)


def _unsent() -> ColumnElement[bool]:
    tried = and_(message.c.state == MessageState.QUEUED, message.c.problem.is_not(None))
    return tried | message.c.state.in_(WAITING_FOR_A_PERSON)


def _settle(conn: Connection, claimed: Claimed, values: dict[str, object]) -> bool:
    ours = and_(
        message.c.name == claimed.envelope.name,
        message.c.state == MessageState.SENDING,
        message.c.attempts == claimed.attempts,
    )
    return conn.execute(update(message).where(ours).values(values)).rowcount == 1


def _envelope(row: RowMapping) -> Envelope:
    told = {one.name: row[one.name] for one in fields(Envelope)}
    return Envelope(**told | {"kind": MessageKind(row["kind"]), "channel": Channel(row["channel"])})


def _stored(row: RowMapping) -> StoredMessage:
    return StoredMessage(
        envelope=_envelope(row),
        state=MessageState(row["state"]),
        attempts=row["attempts"],
        problem=row["problem"],
        queued_at=row["queued_at"],
        next_attempt_at=row["next_attempt_at"],
        sent_at=row["sent_at"],
        has_content=row["text"] is not None,
    )
