"""Knows what the rehearsal carrier answers to a request, whatever brought the request here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from trunkload.portal.json_shape import Json, ShapeError, as_object, object_at, optional_text, text_at
from trunkload.portal.profile_names import CANCELLATIONS, NUMBERS, ORDERS, PRODUCTS, RESENDING, TOTAL_COUNT
from trunkload.portal.rehearsal.database import prepare_database
from trunkload.portal.rehearsal.delivery import CredentialDelivery, DeliveryError
from trunkload.portal.rehearsal.handing_over import hand_over_waiting
from trunkload.portal.rehearsal.inventory import Listing, list_numbers, list_products
from trunkload.portal.rehearsal.order_store import count_orders, read_orders
from trunkload.portal.rehearsal.order_view import cancellation_view, order_view
from trunkload.portal.rehearsal.ordering import cancel, place, read_on
from trunkload.portal.rehearsal.page import page_of
from trunkload.portal.rehearsal.refusal import CarrierRefusal
from trunkload.portal.rehearsal.sending_again import send_again

_ORDER_FILTERS = {"id": "id", "externalId": "external_id", "state": "state", "relatedParty.id": "customer_id"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: `body` is JSON; an answer of 204 has none."""

    status: HTTPStatus
    body: Json | list[Json]
    headers: dict[str, str] = field(default_factory=dict)


def _now() -> datetime:
    return datetime.now(UTC)


class RehearsalCarrier:
    """A carrier of our TM Forum profile with its own database; it enforces the rules again, on its side.

    `deliver` brings new users their credentials. Raises PortalError where the database is of another version.
    """

    def __init__(
        self,
        engine: Engine,
        deliver: CredentialDelivery,
        clock: Callable[[], datetime] = _now,
        *,
        batch_limit: int = 50,
    ) -> None:
        prepare_database(engine)
        self._engine = engine
        self._deliver = deliver
        self._clock = clock
        self._batch_limit = batch_limit

    def answer(self, method: str, path: str, query: Mapping[str, str], content: bytes) -> Reply:
        """The reply to one request; refusals and failures are replies too."""
        try:
            reply = self._route(method, path, query, content)
            hand_over_waiting(self._engine, self._deliver, self._clock)
        except CarrierRefusal as refusal:
            return Reply(refusal.status, refusal.body(), refusal.headers)
        except DeliveryError:
            return _later("DELIVERY_FAILED", "the login data could not be handed over; nothing was changed")
        except SQLAlchemyError:
            return _later("STORAGE_FAILED", "the carrier's file could not be read or written; nothing was changed")
        return reply

    def _route(self, method: str, path: str, query: Mapping[str, str], content: bytes) -> Reply:
        match (method, path):
            case ("POST", str(where)) if where == ORDERS:
                return self._place(content)
            case ("POST", str(where)) if where == CANCELLATIONS:
                return self._cancel(content)
            case ("POST", str(where)) if RESENDING.fullmatch(where):
                return self._send_again(where)
            case ("GET", str(where)) if where == ORDERS:
                return self._orders(query)
            case ("GET", str(where)) if where.startswith(f"{ORDERS}/"):
                order_id = where.removeprefix(f"{ORDERS}/")
                return Reply(HTTPStatus.OK, order_view(read_on(self._engine, order_id, self._clock)))
            case ("GET", str(where)) if where in {NUMBERS, PRODUCTS}:
                return self._inventory(where, query)
        raise CarrierRefusal(HTTPStatus.NOT_FOUND, "NOT_FOUND", f"nothing is at {method} {path}")

    def _place(self, content: bytes) -> Reply:
        order, is_new = place(self._engine, _json(content), self._batch_limit, self._clock())
        return Reply(HTTPStatus.CREATED if is_new else HTTPStatus.OK, order_view(order))

    def _cancel(self, content: bytes) -> Reply:
        try:
            task = as_object(_json(content))
            order_id = text_at(object_at(task, "productOrder"), "id", "/productOrder")
            reason = optional_text(task, "cancellationReason") or ""
        except ShapeError as other:
            raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "VALUE_FORM", str(other)) from other
        order, cancelled = cancel(self._engine, order_id, reason, self._clock())
        return Reply(HTTPStatus.CREATED, cancellation_view(order, reason, cancelled=cancelled))

    def _send_again(self, path: str) -> Reply:
        send_again(self._engine, path.removeprefix(f"{PRODUCTS}/").rpartition("/")[0], self._deliver, self._clock)
        return Reply(HTTPStatus.NO_CONTENT, {})

    def _orders(self, query: Mapping[str, str]) -> Reply:
        """Looking through the list moves no order on."""
        filters = {column: query[name] for name, column in _ORDER_FILTERS.items() if name in query}
        page = page_of(query)
        with self._engine.connect() as connection:
            orders = read_orders(connection, filters, page.offset, page.limit)
            return _listed(Listing([order_view(order) for order in orders], count_orders(connection, filters)))

    def _inventory(self, path: str, query: Mapping[str, str]) -> Reply:
        listing = list_numbers if path == NUMBERS else list_products
        with self._engine.connect() as connection:
            return _listed(listing(connection, query, page_of(query)))


def _later(code: str, reason: str) -> Reply:
    return Reply(HTTPStatus.SERVICE_UNAVAILABLE, {"code": code, "reason": reason})


def _listed(listing: Listing) -> Reply:
    counts = {TOTAL_COUNT: str(listing.total), "X-Result-Count": str(len(listing.entries))}
    return Reply(HTTPStatus.OK, listing.entries, counts)


def _json(content: bytes) -> object:
    try:
        value: object = json.loads(content)
    except (ValueError, RecursionError) as failure:
        raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "VALUE_FORM", "JSON expected") from failure
    return value
