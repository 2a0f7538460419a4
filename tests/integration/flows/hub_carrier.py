"""The rehearsal carrier over HTTP on loopback, with or without a hub, and what it was asked."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from threading import Thread
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx

from tests.integration.portal.servers import Asked, Given, serving
from trunkload.flows.wiring import House, delivery_of, open_house, rehearsal_database
from trunkload.portal.profile_names import HUB, ORDERS
from trunkload.portal.rehearsal import RehearsalCarrier

Calls = Callable[[str, dict[str, object]], None]
"""What the carrier does with the subscriber's address and an order that somebody looked at."""


def state_changed(callback: str, order: dict[str, object]) -> None:
    event = {"eventId": "ev-1", "eventTime": "2026-11-23T08:40:01Z", "eventType": "ProductOrderStateChangeEvent"}
    told = {**event, "event": {"productOrder": order}}
    with suppress(httpx.HTTPError):  # who is called may have gone
        httpx.post(f"{callback}/listener/productOrderStateChangeEvent", json=told, timeout=5, trust_env=False)


def nothing(_callback: str, _order: dict[str, object]) -> None:
    """A carrier that takes a subscription and never calls."""


@dataclass
class HubCarrier:
    """`hub_status` other than 201 is what a carrier without a hub answers."""

    carrier: RehearsalCarrier
    calls: Calls = state_changed
    hub_status: int = 201
    callbacks: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Given:
        self.asked.append(asked)
        url = urlsplit(asked.path)
        if url.path.startswith(HUB):
            return self._subscribed(asked)
        reply = self.carrier.answer(asked.method, unquote(url.path), dict(parse_qsl(url.query)), asked.content)
        if asked.method == "GET" and url.path.startswith(f"{ORDERS}/") and isinstance(reply.body, dict):
            for callback in self.callbacks:
                Thread(target=self.calls, args=(callback, reply.body), daemon=True).start()
        return Given(reply.status, reply.body, dict(reply.headers))

    def _subscribed(self, asked: Asked) -> Given:
        if self.hub_status != HTTPStatus.CREATED:
            return Given(self.hub_status, "<html>")
        if asked.method == "DELETE":
            self.callbacks.clear()
            return Given(HTTPStatus.NO_CONTENT)
        told = json.loads(asked.content)
        self.callbacks.append(told["callback"])
        return Given(HTTPStatus.CREATED, {"id": "hub-1", **told})

    def said(self, method: str, path: str) -> list[Asked]:
        return [one for one in self.asked if one.method == method and urlsplit(one.path).path.startswith(path)]


@contextmanager
def over_http(house: House, hub: HubCarrier, **carrier: object) -> Iterator[House]:
    """The same house, whose carrier is `hub` on loopback."""
    with serving(hub.answer) as served:
        old = house.settings.carrier.model_dump(exclude_none=True)
        told = {**old, "kind": "tmforum", "url": served.url, "customer_id": "muster-gmbh", **carrier}
        settings = house.settings.model_copy(update={"carrier": type(house.settings.carrier).model_validate(told)})
        yield open_house(settings)


def hub_carrier(house: House, calls: Calls = state_changed, hub_status: int = 201) -> HubCarrier:
    """On the database of the house's own rehearsal carrier, so that nothing of its account is lost."""
    delivery = delivery_of(house.settings, house.messenger, house.ledger)
    return HubCarrier(RehearsalCarrier(rehearsal_database(house.settings), delivery), calls, hub_status)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def without_patience(house: House) -> House:
    """Waiting is not allowed."""

    def wait(seconds: float) -> None:
        raise AssertionError(f"waited for {seconds} seconds")

    return replace(house, wait=wait)
