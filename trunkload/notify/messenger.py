"""Knows what carries messages: one Protocol, and which messenger has the e-mails and which the SMS."""

from typing import Protocol

from trunkload.notify.messages import Email, Message


class Messenger(Protocol):
    """Whatever brings a message to a person, or where a person finds it."""

    def tell(self, message: Message) -> object:
        """At least once: the same message again is known by its name. Raises NotifyError (`permanent`)."""
        ...

    def close(self) -> None:
        """End what is open; telling again opens it anew."""
        ...


class ByChannel:
    """A Messenger of two: one for e-mails, one for SMS."""

    def __init__(self, mail: Messenger, sms: Messenger) -> None:
        self._mail = mail
        self._sms = sms

    def tell(self, message: Message) -> object:
        return (self._mail if isinstance(message, Email) else self._sms).tell(message)

    def close(self) -> None:
        self._mail.close()
        self._sms.close()
