"""Knows what the rehearsal carrier hands to a new user: Credentials, and who carries them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Credentials:
    """Login data of one new workplace: the username goes by e-mail, the password by `password_channel` (S-08, S-09).

    `again` counts how often they were sent again, which each time ends the password before: 0 is the first time.
    `password_channel` is `sms` (then `mobile` is E.164) or `email`. The password never shows in a repr.
    """

    workplace_id: str
    order_reference: str
    item_id: str
    given_name: str
    family_name: str
    username: str
    email: str
    mobile: str | None
    password_channel: str
    password: str = field(repr=False)
    number: str
    internal_number: str
    package: str
    again: int = 0


class DeliveryError(Exception):
    """The credentials could not be handed over; the order is none the worse for it.

    `permanent`: only a person can help, nothing is tried again. `whole_way`: nobody's credentials get out now.
    `pause`: for so long nothing need be tried.
    """

    def __init__(
        self,
        told: str = "",
        *,
        permanent: bool = False,
        whole_way: bool = True,
        pause: timedelta = timedelta(0),
    ) -> None:
        super().__init__(told)
        self.permanent = permanent
        self.whole_way = whole_way
        self.pause = pause


class Withheld:
    """Nobody gets login data while this is in place; they are sent by whoever opens the carrier after the pause."""

    def deliver(self, credentials: Credentials) -> None:  # noqa: ARG002 - what every delivery takes
        raise DeliveryError("withheld", pause=timedelta(days=1))


class CredentialDelivery(Protocol):
    """Hands credentials over, after the activation that queued them."""

    def deliver(self, credentials: Credentials) -> None:
        """By (order_reference, item_id, again): a second delivery replaces the first. Raises DeliveryError."""
        ...
