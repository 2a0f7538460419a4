"""Knows how the rehearsal carrier's login data reach people: by our messengers, as the carrier would send them.

The text is the carrier's, and so is the password: our ledger lists the envelope and what became of it, no more
(promise 10). Another try is the carrier's too, with another password.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from trunkload.flows.telling import ending_of
from trunkload.inventory.account import Package
from trunkload.inventory.phone_text import phone_text
from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Email, Message, password_message, welcome_email
from trunkload.notify.messenger import Messenger
from trunkload.notify.occasions import WorkplaceLogin
from trunkload.portal.rehearsal.delivery import Credentials, DeliveryError
from trunkload.storage import login_messages, orders
from trunkload.storage.database import reading, writing
from trunkload.storage.message_values import Channel, Ending, Envelope, MessageKind, MessageState
from trunkload.validation.language import Lang

PAUSE = timedelta(minutes=1)
"""How long the carrier lets a closed way be before its next reading tries again."""

FOLDER = frozenset({NotifyProblem.OUTBOX_BUSY, NotifyProblem.OUTBOX_CLOSED})
"""A folder that cannot be written costs nothing to try."""


class MessengerDelivery:
    """A CredentialDelivery; the welcome that a person has is not sent again with a new password."""

    def __init__(
        self,
        messenger: Messenger,
        lang: Lang,
        ledger: Engine | None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        login_at: str | None = None,
    ) -> None:
        self._messenger = messenger
        self._lang = lang
        self._ledger = ledger
        self._now = now
        self._login_at = login_at

    def deliver(self, credentials: Credentials) -> None:
        """The welcome, then the password; where the first does not get out the second is not sent."""
        login = self._login(credentials)
        welcome = welcome_email(login)
        if not self._was_sent(welcome):
            self._tell(welcome, MessageKind.WELCOME, credentials)
        self._tell(password_message(login), MessageKind.PASSWORD, credentials)

    def _was_sent(self, message: Message) -> bool:
        if self._ledger is None:
            return False
        with reading(self._ledger) as conn:
            return login_messages.was_sent(conn, message.name)

    def _tell(self, message: Message, kind: MessageKind, credentials: Credentials) -> None:
        try:
            self._messenger.tell(message)
        except NotifyError as failed:
            self._note(message, kind, credentials, failed)
            raise _delivery_error(failed) from failed
        self._note(message, kind, credentials, None)

    def _note(self, message: Message, kind: MessageKind, credentials: Credentials, failed: NotifyError | None) -> None:
        if self._ledger is None:
            return
        now = self._now()
        with writing(self._ledger) as conn:
            order = orders.find_order(conn, credentials.order_reference)
            envelope = Envelope(
                name=message.name,
                kind=kind,
                channel=Channel.EMAIL if isinstance(message, Email) else Channel.SMS,
                recipient=message.to,
                recipient_name=message.to_name if isinstance(message, Email) else "",
                import_id=None if order is None else order.import_id,
                order_reference=credentials.order_reference,
                row=int(credentials.item_id) if credentials.item_id.isdecimal() else None,
            )
            ending = None if failed is None else _ending(failed, now, again=credentials.again > 0)
            login_messages.note_login_message(conn, envelope, now, ending)
            if failed is None and kind is MessageKind.PASSWORD:
                login_messages.replace_login_messages(conn, envelope)

    def _login(self, given: Credentials) -> WorkplaceLogin:
        return WorkplaceLogin(
            given_name=given.given_name,
            family_name=given.family_name,
            username=given.username,
            email=given.email,
            mobile=given.mobile,
            password=given.password,
            number=phone_text(given.number),
            internal_number=given.internal_number,
            package=Package(given.package),
            order_reference=given.order_reference,
            item_id=f"{given.item_id}-again-{given.again}" if given.again else given.item_id,
            lang=self._lang,
            again=given.again > 0,
            login_at=self._login_at,
        )


def _ending(failed: NotifyError, now: datetime, *, again: bool) -> Ending:
    """A way that is closed may open again, and the carrier waits for that; a wrong recipient waits for a person, and so
    do login data that a person asked to be sent again: the carrier took that back."""
    if again:
        return Ending(MessageState.FAILED, failed.problem)
    if failed.whole_way or not failed.permanent:
        return Ending(MessageState.QUEUED, failed.problem, now + _pause(failed))
    return ending_of(failed, 1, now)


def _delivery_error(failed: NotifyError) -> DeliveryError:
    permanent = failed.permanent and not failed.whole_way
    return DeliveryError(str(failed), permanent=permanent, whole_way=failed.whole_way, pause=_pause(failed))


def _pause(failed: NotifyError) -> timedelta:
    return timedelta(0) if failed.problem in FOLDER else PAUSE
