"""Who subscribed is told of every change of an order, over HTTP; nobody else is, and no order waits for it."""

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text

from tests.integration.portal.served import served
from tests.integration.portal.test_official_documents import ORDERS as ORDER_DOCUMENT
from tests.integration.portal.test_official_documents import broken
from trunkload.orders.states import OrderState
from trunkload.portal.profile_names import HUB
from trunkload.portal.protocol import OrderRequest
from trunkload.portal.rehearsal import RehearsalCarrier, rehearsal_client
from trunkload.portal.rehearsal.event_telling import MOST_TRIES, EventTeller
from trunkload.portal.rehearsal.faults import read_script
from trunkload.portal.rehearsal.serving import build_app
from trunkload.portal.rehearsal.serving.server import post
from trunkload.portal.tmforum import TmForumPortal

CALLBACK = "http://127.0.0.1:9/events"


class Inbox:
    """A listener that keeps what it is told; it refuses the first `busy` times."""

    def __init__(self, busy: int = 0) -> None:
        self.told: list[tuple[str, Any]] = []
        self._busy = busy

    def __call__(self, address: str, content: bytes) -> bool:
        if self._busy:
            self._busy -= 1
            return False
        self.told.append((address, json.loads(content)))
        return True

    @property
    def states(self) -> list[str]:
        return [event["event"]["productOrder"]["state"] for _, event in self.told]

    @property
    def ids(self) -> list[str]:
        return [event["eventId"] for _, event in self.told]


@pytest.fixture
def client(carrier: RehearsalCarrier) -> Iterator[httpx.Client]:
    with rehearsal_client(carrier) as client:
        yield client


def lived(client: httpx.Client, request: OrderRequest, teller: EventTeller | None = None) -> None:
    """An order from its beginning to its end; `teller` tells after every step."""
    portal = TmForumPortal(client, "muster-gmbh")
    placed = portal.place_order(request)
    for _ in range(3):
        if teller is not None:
            teller.tell_due()
        state = portal.read_order(placed.carrier_id).state
    assert state is OrderState.COMPLETED
    if teller is not None:
        teller.tell_due()
        teller.tell_due()


def subscribed(client: httpx.Client, **body: str) -> httpx.Response:
    return client.post(HUB, json={"callback": CALLBACK, **body})


def test_every_change_is_told_once_with_the_order_as_it_was_then(
    client: httpx.Client, engine: Engine, request_of_two: OrderRequest, official_documents: Path
) -> None:
    answer = subscribed(client)
    assert (answer.status_code, answer.json()) == (201, {"id": "hub-1", "callback": CALLBACK})
    inbox = Inbox()
    lived(client, request_of_two, EventTeller(engine, inbox))
    assert inbox.states == ["acknowledged", "inProgress", "completed"]
    assert len(set(inbox.ids)) == 3
    address, event = inbox.told[2]
    assert address == f"{CALLBACK}/listener/productOrderStateChangeEvent"
    assert (event["eventType"], event["correlationId"]) == ("ProductOrderStateChangeEvent", request_of_two.reference)
    events = [told for _, told in inbox.told]
    assert broken(official_documents, ORDER_DOCUMENT, "ProductOrderStateChangeEvent", *events) == []


def test_all_that_happened_is_told_in_order_even_if_it_is_told_late(
    client: httpx.Client, engine: Engine, request_of_two: OrderRequest
) -> None:
    subscribed(client)
    lived(client, request_of_two)
    inbox = Inbox()
    assert EventTeller(engine, inbox).tell_due() == 3
    assert inbox.states == ["acknowledged", "inProgress", "completed"]


def test_a_listener_that_is_busy_is_told_again_later_and_nothing_overtakes(
    client: httpx.Client, engine: Engine, request_of_two: OrderRequest
) -> None:
    subscribed(client)
    now = [1000.0]
    inbox = Inbox(busy=1)
    teller = EventTeller(engine, inbox, clock=lambda: now[0])
    lived(client, request_of_two, teller)
    assert inbox.states == []
    now[0] += 0.5
    assert teller.tell_due() == 3
    assert inbox.states == ["acknowledged", "inProgress", "completed"]


def test_what_nobody_ever_takes_is_given_up(client: httpx.Client, engine: Engine, request_of_two: OrderRequest) -> None:
    subscribed(client)
    TmForumPortal(client, "muster-gmbh").place_order(request_of_two)
    now = [1000.0]
    inbox = Inbox(busy=99)
    teller = EventTeller(engine, inbox, clock=lambda: now[0])
    for _ in range(MOST_TRIES):
        assert teller.tell_due() == 0
        now[0] += 1000
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM event")) == 0


def test_whoever_unsubscribes_is_told_nothing_any_more(
    client: httpx.Client, engine: Engine, request_of_two: OrderRequest
) -> None:
    hub_id = subscribed(client).json()["id"]
    TmForumPortal(client, "muster-gmbh").place_order(request_of_two)
    gone = client.delete(f"{HUB}/{hub_id}")
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.delete(f"{HUB}/{hub_id}").status_code == 404
    inbox = Inbox()
    assert EventTeller(engine, inbox).tell_due() == 0


def test_a_subscription_to_other_events_is_told_nothing_of_states(
    client: httpx.Client, engine: Engine, request_of_two: OrderRequest
) -> None:
    assert subscribed(client, query="eventType=ProductOrderCreateEvent").json()["query"].endswith("CreateEvent")
    subscribed(client, query="eventType=ProductOrderCreateEvent,ProductOrderStateChangeEvent")
    TmForumPortal(client, "muster-gmbh").place_order(request_of_two)
    inbox = Inbox()
    assert EventTeller(engine, inbox).tell_due() == 1


@pytest.mark.parametrize(
    "callback",
    [
        "http://169.254.169.254/latest",
        "http://10.0.0.1",
        "https://example.org/events",
        "http://127.0.0.1@example.org/",
        "http://localhost.example.org",
        "file:///etc/passwd",
        "ftp://127.0.0.1",
        "http://127.0.0.1:0",
        "http://127.0.0.1:port",
        "http://127.0.0.1/?to=",
        "http://127.0.0.1/\r\nHost: example.org",
        "//127.0.0.1",
        "",
    ],
)
def test_nothing_is_told_to_other_hosts(client: httpx.Client, callback: str) -> None:
    answer = client.post(HUB, json={"callback": callback})
    assert (answer.status_code, answer.json()["code"]) == (400, "CALLBACK_NOT_ALLOWED")


def test_the_operator_may_allow_another_host(engine: Engine, carrier: RehearsalCarrier) -> None:
    del carrier  # its account is loaded
    allowing = RehearsalCarrier(engine, None, callback_hosts=frozenset({"example.org"}))  # type: ignore[arg-type]
    with rehearsal_client(allowing) as client:
        assert client.post(HUB, json={"callback": "https://example.org/events"}).status_code == 201
        assert client.post(HUB, json={"callback": CALLBACK}).status_code == 400


def test_an_event_comes_twice_where_the_script_says_so(
    client: httpx.Client, engine: Engine, request_of_two: OrderRequest
) -> None:
    subscribed(client)
    inbox = Inbox()
    lived(client, request_of_two, EventTeller(engine, inbox, read_script('[[fault]]\nkind = "duplicate_event"')))
    assert inbox.states == ["acknowledged", "acknowledged", "inProgress", "completed"]
    assert inbox.ids[0] == inbox.ids[1]


def test_events_overtake_each_other_where_the_script_says_so(
    client: httpx.Client, engine: Engine, request_of_two: OrderRequest
) -> None:
    subscribed(client)
    inbox = Inbox()
    script = read_script('[[fault]]\nkind = "events_out_of_order"\norder = 1')
    lived(client, request_of_two, EventTeller(engine, inbox, script))
    assert inbox.states == ["inProgress", "acknowledged", "completed"]


def test_the_server_tells_over_http_beside_its_answers(
    carrier: RehearsalCarrier, engine: Engine, request_of_two: OrderRequest
) -> None:
    inbox = Inbox()

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            inbox(self.path, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    with HTTPServer(("127.0.0.1", 0), Listener) as listener:
        thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        with (
            served(build_app(carrier), EventTeller(engine, post)) as address,
            httpx.Client(base_url=address, trust_env=False) as client,
        ):
            client.post(HUB, json={"callback": f"http://127.0.0.1:{listener.server_port}/"})
            client.post(HUB, json={"callback": CALLBACK})
            lived(client, request_of_two)
            deadline = time.monotonic() + 10
            while len(inbox.told) < 3 and time.monotonic() < deadline:
                time.sleep(0.02)
        listener.shutdown()
        thread.join()
    assert inbox.states == ["acknowledged", "inProgress", "completed"]
