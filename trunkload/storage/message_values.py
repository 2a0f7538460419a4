"""Knows what is kept of a message: whom it is for, what it says until it is sent, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class MessageKind(StrEnum):
    """What a message is about."""

    WELCOME = "welcome"
    PASSWORD = "password"  # noqa: S105 - a word of the database
    CHANGED = "changed"
    CONFIRMATION = "confirmation"
    NIGHT = "night"


class Channel(StrEnum):
    """Which way a message goes."""

    EMAIL = "email"
    SMS = "sms"


class MessageState(StrEnum):
    """`failed`: trying again cannot help; `given_up`: it was tried for days. Both wait for a person.
    `replaced`: login data that did not get out before others were sent."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given_up"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whom a message is for and what about. `name` is the same for the same occasion; `row` is the spreadsheet's."""

    name: str
    kind: MessageKind
    channel: Channel
    recipient: str = field(repr=False)
    recipient_name: str = field(default="", repr=False)
    import_id: str | None = None
    order_reference: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent; an SMS has only its text."""

    text: str = field(repr=False)
    subject: str | None = field(default=None, repr=False)
    html: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours to send; `attempts` counts this one, and is what we are known by at its end."""

    envelope: Envelope
    content: Content
    attempts: int


@dataclass(frozen=True, slots=True)
class Ending:
    """What becomes of a message that did not get out: `queued` with its next attempt, or a state of its own."""

    state: MessageState
    problem: str
    next_attempt_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message as a person asks for it: without its text."""

    envelope: Envelope
    state: MessageState
    attempts: int
    problem: str | None
    queued_at: datetime
    next_attempt_at: datetime | None
    sent_at: datetime | None
    has_content: bool
