"""Tells people what is due: each message once, retried when it did not get out, never at an order's expense."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from trunkload.flows.wiring import House
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.notify.errors import NotifyError
from trunkload.notify.messages import Email, Message, Sms
from trunkload.notify.retrying import LONGEST_PAUSE, pause_after
from trunkload.portal.protocol import PortalError
from trunkload.storage import audit, login_messages, messages
from trunkload.storage.database import reading, writing
from trunkload.storage.message_values import Channel, Claimed, Content, Ending, Envelope, MessageState


def queue(conn: Connection, envelope: Envelope, message: Message, at: datetime) -> None:
    """To be told once what it tells about is kept; the same occasion again is told once."""
    if isinstance(message, Email):
        content = Content(message.text, message.subject, message.html)
    else:
        content = Content(message.text)
    messages.queue_message(conn, envelope, content, at)


def tell_people(house: House) -> None:
    """Send all that is due; a message that does not get out is listed and tried again, and nothing fails for it."""
    try:
        while (claimed := _claim(house)) is not None:
            _send(house, claimed)
    finally:
        house.messenger.close()
    _let_the_carrier_try_again(house)


def tell_again(house: House, names: Collection[str] | None = None, import_id: str | None = None) -> int:
    """Try again what did not get out, all of it or the messages of these names; answers how many were tried.
    `import_id`: the import that all of them are about, for the trail."""
    with writing(house.ledger) as conn:
        again = messages.retry_messages(conn, house.clock(), names)
        if again:
            audit.note(conn, house.settings.user, audit.Deed.MESSAGES_RETRIED, import_id, messages=again)
    tell_people(house)
    return again


def ending_of(failed: NotifyError, attempts: int, now: datetime) -> Ending:
    """What becomes of a message after so many attempts: it waits for a person, or for its next attempt."""
    pause = None if failed.permanent else pause_after(attempts)
    if pause is not None:
        return Ending(MessageState.QUEUED, failed.problem, now + pause)
    return Ending(MessageState.FAILED if failed.permanent else MessageState.GIVEN_UP, failed.problem)


def _claim(house: House) -> Claimed | None:
    with writing(house.ledger) as conn:
        return messages.claim_message(conn, house.clock())


def _send(house: House, claimed: Claimed) -> None:
    """Claimed before and settled after: who is killed in between leaves it to be sent again, as the same message."""
    try:
        house.messenger.tell(_message(claimed))
    except NotifyError as failed:
        _note_failure(house, claimed, failed)
        return
    with writing(house.ledger) as conn:
        messages.settle_sent(conn, claimed, house.clock())
    tell(Event.MESSAGE_SENT, **_about(claimed))


def _note_failure(house: House, claimed: Claimed, failed: NotifyError) -> None:
    now = house.clock()
    with writing(house.ledger) as conn:
        messages.settle_failed(conn, claimed, ending_of(failed, claimed.attempts, now))
        if failed.whole_way:
            messages.put_off(conn, claimed.envelope.channel, now, _ending_of_others(failed, claimed.attempts, now))
    tell(Event.MESSAGE_NOT_SENT, **_about(claimed), problem=failed.problem, permanent=failed.permanent)


def _about(claimed: Claimed) -> dict[str, object]:
    """Neither whom it goes to nor what it says."""
    told = claimed.envelope
    return {
        "import__id": told.import_id,
        "message__kind": told.kind,
        "message__channel": told.channel,
        "attempt": claimed.attempts,
    }


def _ending_of_others(failed: NotifyError, attempts: int, now: datetime) -> Ending:
    """Who was not tried is not given up."""
    if failed.permanent:
        return Ending(MessageState.FAILED, failed.problem)
    return Ending(MessageState.QUEUED, failed.problem, now + (pause_after(attempts) or LONGEST_PAUSE))


def _message(claimed: Claimed) -> Message:
    told, content = claimed.envelope, claimed.content
    if told.channel is Channel.SMS:
        return Sms(told.name, told.recipient, content.text)
    return Email(
        told.name, told.recipient, told.recipient_name, content.subject or "", content.text, content.html or ""
    )


def _let_the_carrier_try_again(house: House) -> None:
    """Login data are the carrier's to send: it tries again whenever it is asked anything."""
    with reading(house.ledger) as conn:
        reference = login_messages.login_message_waiting(conn, house.clock())
    if reference is None:
        return
    try:
        house.open_portal().find_order(reference)
    except PortalError:
        return
