"""Knows how the rehearsal carrier reads an order, and refuses one whose form is not of the profile."""

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from itertools import chain

from trunkload.portal.json_shape import Json, ShapeError, as_object, objects_at, optional_text, text_at
from trunkload.portal.rehearsal.item_form import read_item, unknown_keys
from trunkload.portal.rehearsal.official_form import official_issues
from trunkload.portal.rehearsal.refusal import CarrierRefusal, Issue
from trunkload.portal.rehearsal.wish import End, OrderWish, Wish

_ORDER_KEYS = frozenset(
    {
        "@type",
        "externalId",
        "category",
        "description",
        "priority",
        "requestedStartDate",
        "requestedCompletionDate",
        "notificationContact",
        "channel",
        "billingAccount",
        "relatedParty",
        "note",
        "productOrderItem",
    }
)


def read_order_form(sent: object, batch_limit: int) -> OrderWish:
    """What is wished, or CarrierRefusal with everything that is wrong with the form."""
    try:
        body = as_object(sent)
        items = objects_at(body, "productOrderItem")
        issues = list(_order_issues(body, items, batch_limit))
        if len(items) > batch_limit:
            raise _refused(issues)
        read = [read_item(item, f"/productOrderItem/{place}") for place, item in enumerate(items)]
        issues += chain.from_iterable(one for one in read if isinstance(one, tuple))
        if issues:
            raise _refused(issues)
        return OrderWish(
            customer_id=_customers(body)[0],
            external_id=text_at(body, "externalId"),
            start_day=_start_day(body),
            wishes=tuple(one for one in read if isinstance(one, Wish)),
            body=body,
            ends=tuple(one for one in read if isinstance(one, End)),
        )
    except ShapeError as other:
        raise _refused([Issue("VALUE_FORM", other.path, f"{other.expected} expected")]) from other


def refuse_unofficial(sent: object) -> None:
    """Our profile is silent on the types of what is only kept and shown again, TM Forum is not."""
    issues = list(official_issues(sent, "order"))
    if issues:
        raise _refused(issues)


def _refused(issues: list[Issue]) -> CarrierRefusal:
    reason = "the order is not of this carrier's profile"
    return CarrierRefusal(HTTPStatus.BAD_REQUEST, "ORDER_FORM", reason, tuple(issues))


def _order_issues(body: Json, items: list[Json], batch_limit: int) -> Iterator[Issue]:
    yield from unknown_keys(body, _ORDER_KEYS, "")
    if not text_at(body, "externalId").strip():
        yield Issue("MISSING_PROPERTY", "/externalId", "a reference of yours expected")
    if len(_customers(body)) != 1:
        yield Issue("MISSING_PROPERTY", "/relatedParty", "one party in the role of customer expected")
    _start_day(body)
    if not items:
        yield Issue("MISSING_PROPERTY", "/productOrderItem", "at least one item expected")
    if len(items) > batch_limit:
        yield Issue("TOO_MANY_ITEMS", "/productOrderItem", f"at most {batch_limit} items expected")
    seen: set[str] = set()
    for place, item in enumerate(items):
        item_id = text_at(item, "id", f"/productOrderItem/{place}")
        if item_id in seen:
            yield Issue("DUPLICATE_ITEM", f"/productOrderItem/{place}/id", "an id of its own expected")
        seen.add(item_id)


def _customers(body: Json) -> list[str]:
    parties = objects_at(body, "relatedParty")
    return [text_at(one, "id", "/relatedParty") for one in parties if one.get("role") == "customer"]


def _start_day(body: Json) -> str | None:
    """The day of `requestedStartDate`, which the seller must not begin before."""
    text = optional_text(body, "requestedStartDate")
    if text is None:
        return None
    try:
        start = datetime.fromisoformat(text)
    except ValueError as failure:
        raise ShapeError("/requestedStartDate", "date and time") from failure
    if start.tzinfo is None:
        raise ShapeError("/requestedStartDate", "time zone")
    return start.date().isoformat()
