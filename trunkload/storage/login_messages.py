"""Knows what became of login data, which only the carrier can send: envelopes, no text and no password (promise 10)."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, and_, insert, select, update

from trunkload.storage.message_table import message
from trunkload.storage.message_values import Ending, Envelope, MessageKind, MessageState
from trunkload.storage.messages import due_at

LOGIN_KINDS = frozenset({MessageKind.WELCOME, MessageKind.PASSWORD})
"""What only the carrier can send."""


def note_login_message(conn: Connection, envelope: Envelope, at: datetime, ending: Ending | None) -> None:
    """What became of a message that the carrier sends: its envelope only, no text of it is ours (promise 10)."""
    found = conn.execute(select(message.c.attempts).where(message.c.name == envelope.name)).scalar()
    sent = {"state": MessageState.SENT, "problem": None, "next_attempt_at": None, "sent_at": at}
    told = (sent if ending is None else asdict(ending)) | {"attempts": (found or 0) + 1}
    if found is None:
        conn.execute(insert(message).values(asdict(envelope) | told | {"queued_at": at}))
    else:
        conn.execute(update(message).where(message.c.name == envelope.name).values(told))


def replace_login_messages(conn: Connection, envelope: Envelope) -> None:
    """Login data of the same person that did not get out before: nobody waits for them any more."""
    before = and_(
        message.c.order_reference == envelope.order_reference,
        message.c.row == envelope.row,
        message.c.name != envelope.name,
        message.c.kind.in_(LOGIN_KINDS),
        message.c.state != MessageState.SENT,
    )
    conn.execute(update(message).where(before).values(state=MessageState.REPLACED, next_attempt_at=None))


def was_sent(conn: Connection, name: str) -> bool:
    query = select(message.c.name).where(message.c.name == name, message.c.state == MessageState.SENT)
    return conn.execute(query).first() is not None


def login_message_waiting(conn: Connection, now: datetime) -> str | None:
    """The order of a login message that the carrier is to try again now."""
    waiting = and_(due_at(now), message.c.text.is_(None))
    return conn.execute(select(message.c.order_reference).where(waiting).limit(1)).scalar()
