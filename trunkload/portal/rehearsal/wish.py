"""Knows what an order asks of the rehearsal carrier, once its form is right."""

from dataclasses import dataclass

from trunkload.portal.json_shape import Json


@dataclass(frozen=True, slots=True)
class Wish:
    """One workplace to set up, or to be as told here where `workplace_id` names it; the other names but `item_id` are
    the columns of the carrier's table `workplace`."""

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
    workplace_id: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """One workplace to be removed."""

    item_id: str
    workplace_id: str


@dataclass(frozen=True, slots=True)
class OrderWish:
    """One order: `start_day` is an ISO date or None, `body` what was sent."""

    customer_id: str
    external_id: str
    start_day: str | None
    wishes: tuple[Wish, ...]
    body: Json
    ends: tuple[End, ...] = ()

    @property
    def item_ids(self) -> tuple[str, ...]:
        return (*(one.item_id for one in self.wishes), *(one.item_id for one in self.ends))
