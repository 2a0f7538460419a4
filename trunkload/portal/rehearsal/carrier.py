"""Knows what the rehearsal carrier answers to a request, whatever brought the request here."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from trunkload.portal.profile_names import CANCELLATIONS, HUB, NUMBERS, ORDERS, PRODUCTS, RESENDING
from trunkload.portal.rehearsal.cancelling import cancel, cancellation_view, list_cancellations, read_cancellation
from trunkload.portal.rehearsal.database import prepare_database
from trunkload.portal.rehearsal.delivery import CredentialDelivery, DeliveryError
from trunkload.portal.rehearsal.handing_over import hand_over_waiting
from trunkload.portal.rehearsal.hub import LOOPBACK, subscribe, unsubscribe
from trunkload.portal.rehearsal.inventory import Listing, find_number, find_product, list_numbers, list_products
from trunkload.portal.rehearsal.order_view import list_orders, order_view
from trunkload.portal.rehearsal.ordering import place, read_on
from trunkload.portal.rehearsal.page import page_of
from trunkload.portal.rehearsal.refusal import CarrierRefusal
from trunkload.portal.rehearsal.reply import Reply, later, listed, shown
from trunkload.portal.rehearsal.request import CarrierRequest, request_of
from trunkload.portal.rehearsal.sending_again import send_again

Handler = Callable[[CarrierRequest], Reply]

_RESOURCES = NUMBERS.removesuffix("resource")
_HUBS_OF_NOBODY = (f"{_RESOURCES}hub", f"{PRODUCTS.removesuffix('product')}hub")


def _now() -> datetime:
    return datetime.now(UTC)


class RehearsalCarrier:
    """A carrier of our TM Forum profile with its own database; it enforces the rules again, on its side.

    `deliver` brings new users their credentials, `callback_hosts` are those to which events may go. Raises PortalError
    where the database is of another version.
    """

    def __init__(
        self,
        engine: Engine,
        deliver: CredentialDelivery,
        clock: Callable[[], datetime] = _now,
        *,
        batch_limit: int = 50,
        callback_hosts: frozenset[str] = LOOPBACK,
    ) -> None:
        prepare_database(engine)
        self._engine = engine
        self._deliver = deliver
        self._clock = clock
        self._batch_limit = batch_limit
        self._callback_hosts = callback_hosts
        self._collections = self._offered()
        """Path of a collection → what can be done with the whole of it, and with one entry."""

    def answer(self, method: str, path: str, query: Mapping[str, str], content: bytes) -> Reply:
        """The reply to one request; refusals and failures are replies too."""
        try:
            reply = self._handler(method, path)(request_of(path, query, content))
            hand_over_waiting(self._engine, self._deliver, self._clock)
        except CarrierRefusal as refusal:
            return Reply(refusal.status, refusal.body(), refusal.headers)
        except DeliveryError:
            return later("DELIVERY_FAILED", "the login data could not be handed over; nothing was changed")
        except SQLAlchemyError:
            return later("STORAGE_FAILED", "the carrier's file could not be read or written; nothing was changed")
        return reply

    def _offered(self) -> dict[str, tuple[dict[str, Handler], dict[str, Handler]]]:
        numbers: tuple[dict[str, Handler], dict[str, Handler]] = {"GET": self._numbers}, {"GET": self._number}
        return {
            ORDERS: ({"GET": self._orders, "POST": self._place}, {"GET": self._order}),
            CANCELLATIONS: ({"GET": self._cancellations, "POST": self._cancel}, {"GET": self._cancellation}),
            HUB: ({"POST": self._subscribe}, {"DELETE": self._unsubscribe}),
            NUMBERS: numbers,
            f"{_RESOURCES}logicalResource": numbers,
            PRODUCTS: ({"GET": self._products}, {"GET": self._product}),
            f"{_RESOURCES}physicalResource": ({"GET": _none}, {"GET": _no_such}),
            **dict.fromkeys(_HUBS_OF_NOBODY, ({}, {})),
        }

    def _handler(self, method: str, path: str) -> Handler:
        if RESENDING.fullmatch(path):
            workplace_id = path.removeprefix(f"{PRODUCTS}/").rpartition("/")[0]
            return _allowed(method, {"POST": lambda _: self._send_again(workplace_id)})
        whole, entries = self._collections.get(path), self._collections.get(path.rpartition("/")[0])
        found = whole[0] if whole is not None else entries[1] if entries is not None else None
        if found is None:
            raise CarrierRefusal(HTTPStatus.NOT_FOUND, "NOT_FOUND", f"nothing is at {path}")
        return _allowed(method, found)

    def _place(self, asked: CarrierRequest) -> Reply:
        """The same order again is answered as it was at first: TMF622 knows no other success."""
        order = place(self._engine, asked.json(), self._batch_limit, self._clock())
        return Reply(HTTPStatus.CREATED, order_view(order))

    def _order(self, asked: CarrierRequest) -> Reply:
        return shown(asked, order_view(read_on(self._engine, asked.entry, self._clock)))

    def _orders(self, asked: CarrierRequest) -> Reply:
        """Looking through the list moves no order on."""
        with self._engine.connect() as connection:
            return listed(asked, list_orders(connection, asked.query, page_of(asked.query)))

    def _cancel(self, asked: CarrierRequest) -> Reply:
        return Reply(HTTPStatus.CREATED, cancellation_view(cancel(self._engine, asked.json(), self._clock())))

    def _cancellation(self, asked: CarrierRequest) -> Reply:
        with self._engine.connect() as connection:
            return shown(asked, cancellation_view(read_cancellation(connection, asked.entry)))

    def _cancellations(self, asked: CarrierRequest) -> Reply:
        with self._engine.connect() as connection:
            return listed(asked, list_cancellations(connection, asked.query, page_of(asked.query)))

    def _send_again(self, workplace_id: str) -> Reply:
        send_again(self._engine, workplace_id, self._deliver, self._clock)
        return Reply(HTTPStatus.NO_CONTENT, None)

    def _subscribe(self, asked: CarrierRequest) -> Reply:
        return Reply(HTTPStatus.CREATED, subscribe(self._engine, asked.json(), self._callback_hosts))

    def _unsubscribe(self, asked: CarrierRequest) -> Reply:
        unsubscribe(self._engine, asked.entry)
        return Reply(HTTPStatus.NO_CONTENT, None)

    def _numbers(self, asked: CarrierRequest) -> Reply:
        with self._engine.connect() as connection:
            return listed(asked, list_numbers(connection, asked.query, page_of(asked.query)))

    def _number(self, asked: CarrierRequest) -> Reply:
        with self._engine.connect() as connection:
            return shown(asked, find_number(connection, asked.entry))

    def _products(self, asked: CarrierRequest) -> Reply:
        with self._engine.connect() as connection:
            return listed(asked, list_products(connection, asked.query, page_of(asked.query)))

    def _product(self, asked: CarrierRequest) -> Reply:
        with self._engine.connect() as connection:
            return shown(asked, find_product(connection, asked.entry, asked.query))


def _allowed(method: str, found: Mapping[str, Handler]) -> Handler:
    if method not in found:
        allowed = {"Allow": ", ".join(found)}
        reason = f"this carrier has no {method} there"
        raise CarrierRefusal(HTTPStatus.METHOD_NOT_ALLOWED, "NOT_OFFERED", reason, headers=allowed)
    return found[method]


def _none(asked: CarrierRequest) -> Reply:
    """A telephone number is nothing that one can touch."""
    page_of(asked.query)
    return listed(asked, Listing([], 0))


def _no_such(asked: CarrierRequest) -> Reply:
    raise CarrierRefusal(HTTPStatus.NOT_FOUND, "NOT_FOUND", f"nothing has the id {asked.entry}")
