"""Knows what an order asks of the rehearsal carrier, once its form is right."""

from dataclasses import dataclass

from trunkload.portal.json_shape import Json


@dataclass(frozen=True, slots=True)
class Wish:
    """One workplace to set up; the names are the columns of the carrier's table `workplace`."""

    item_id: str
    trunk: str
    number: str
    internal_number: str
    username: str
    given_name: str
    family_name: str
    street: str | None
    house_number: str | None
    postal_code: str | None
    city: str | None
    country: str | None
    email: str
    mobile: str | None
    password_channel: str
    package: str


@dataclass(frozen=True, slots=True)
class OrderWish:
    """One order: `start_day` is an ISO date or None, `body` what was sent."""

    customer_id: str
    external_id: str
    start_day: str | None
    wishes: tuple[Wish, ...]
    body: Json
