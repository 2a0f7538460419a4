"""Knows how to ask a carrier whether it is there, takes our credentials and knows our customer; orders nothing."""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from trunkload.portal.json_shape import ShapeError, objects
from trunkload.portal.profile_names import NUMBER_CATEGORY, NUMBERS, ORDERS, PRODUCTS
from trunkload.portal.wire import ask, json_of, nonsense

ONE = {"offset": "0", "limit": "1"}


@dataclass(frozen=True, slots=True)
class Greeting:
    """`seconds`: until its slowest answer was here; `date`: its clock, where it tells it."""

    knows_customer: bool
    seconds: float
    date: datetime | None


def greet(client: httpx.Client, customer_id: str) -> Greeting:
    """One entry of each list that an import reads. Raises PortalError."""
    ours = {"relatedParty.id": customer_id, **ONE}
    products, first = _asked(client, PRODUCTS, ours)
    _, second = _asked(client, NUMBERS, {**ours, "category": NUMBER_CATEGORY})
    _, third = _asked(client, ORDERS, ours)
    try:
        known = bool(objects(json_of(products), ""))
    except ShapeError as other:
        raise nonsense(str(other)) from other
    return Greeting(known, max(first, second, third), _date(products.headers.get("Date", "")))


def _asked(client: httpx.Client, path: str, params: dict[str, str]) -> tuple[httpx.Response, float]:
    began = time.monotonic()
    response = ask(client, "GET", path, params=params)
    return response, time.monotonic() - began


def _date(told: str) -> datetime | None:
    with suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(told)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
