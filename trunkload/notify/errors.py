"""Knows why a message could not be told, and whether trying again can help."""

from enum import StrEnum


class NotifyProblem(StrEnum):
    """Stable codes; the sentence is made last, elsewhere."""

    ADDRESS_UNUSABLE = "address_unusable"
    OUTBOX_CLOSED = "outbox_closed"
    OUTBOX_BUSY = "outbox_busy"
    MAIL_UNREACHABLE = "mail_unreachable"
    MAIL_NO_STARTTLS = "mail_no_starttls"
    MAIL_CERTIFICATE = "mail_certificate"
    MAIL_LOGIN_REFUSED = "mail_login_refused"
    MAIL_SENDER_REFUSED = "mail_sender_refused"
    MAIL_RECIPIENT_REFUSED = "mail_recipient_refused"
    MAIL_REFUSED = "mail_refused"
    MAIL_BUSY = "mail_busy"
    SMS_UNREACHABLE = "sms_unreachable"
    SMS_CREDENTIALS = "sms_credentials"
    SMS_NUMBER_REFUSED = "sms_number_refused"
    SMS_REFUSED = "sms_refused"
    SMS_BUSY = "sms_busy"


OF_ONE_MESSAGE = frozenset(
    {
        NotifyProblem.ADDRESS_UNUSABLE,
        NotifyProblem.MAIL_RECIPIENT_REFUSED,
        NotifyProblem.MAIL_REFUSED,
        NotifyProblem.MAIL_BUSY,
        NotifyProblem.SMS_NUMBER_REFUSED,
        NotifyProblem.SMS_REFUSED,
    }
)
"""Problems of one recipient or text; the next message may well pass."""


class NotifyError(Exception):
    """A message did not get out. `permanent`: trying again cannot help. `name`: the message's own, no person's."""

    def __init__(self, problem: NotifyProblem, *, permanent: bool, name: str) -> None:
        super().__init__(f"{problem}: {name}")
        self.problem = problem
        self.permanent = permanent
        self.name = name

    @property
    def whole_way(self) -> bool:
        """Would every other message of the same kind fail just so? Then none is tried, and no login is locked."""
        return self.problem not in OF_ONE_MESSAGE
