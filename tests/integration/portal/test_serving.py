"""The rehearsal carrier over real HTTP: our own client works there, and only who may is let in."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import httpx
import pytest
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.integration.portal.served import served
from trunkload.orders.states import OrderState
from trunkload.portal.order_body import order_body
from trunkload.portal.profile_names import CANCELLATIONS, NUMBERS, ORDERS, PRODUCTS
from trunkload.portal.protocol import OrderRequest, PortalError, PortalProblem
from trunkload.portal.rehearsal import RehearsalCarrier
from trunkload.portal.rehearsal.faults import FaultyCarrier, read_script
from trunkload.portal.rehearsal.serving import ClientDoor, KeyDoor, Pace, build_app
from trunkload.portal.tmforum import TmForumPortal

Reached = Callable[..., AbstractContextManager[httpx.Client]]


@pytest.fixture
def reached(carrier: RehearsalCarrier) -> Reached:
    """A client of the carrier, served as the keywords say."""

    @contextmanager
    def client(*, headers: dict[str, str] | None = None, **how: object) -> Iterator[httpx.Client]:
        how.setdefault("carrier", carrier)
        with (
            served(build_app(**how)) as address,  # type: ignore[arg-type]  # as the test says
            httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=10) as client,
        ):
            yield client

    return client


def test_an_order_lives_over_http_as_it_does_in_process(reached: Reached, request_of_two: OrderRequest) -> None:
    with reached() as client:
        portal = TmForumPortal(client, "muster-gmbh")
        assert len(portal.read_account().numbers) == 1050
        placed = portal.place_order(request_of_two)
        states = [portal.read_order(placed.carrier_id).state for _ in range(2)]
        assert states == [OrderState.IN_PROGRESS, OrderState.COMPLETED]
        workplaces = portal.read_workplaces(["+492214710001", "+492214710002"])
        assert list(workplaces["username"]) == ["juergen.mueller", "bernd-meyer2"]


def test_a_lost_answer_breaks_the_connection_after_the_order_was_taken(
    reached: Reached, carrier: RehearsalCarrier, engine: Engine, request_of_two: OrderRequest
) -> None:
    faulty = FaultyCarrier(carrier, engine, read_script('[[fault]]\nkind = "answer_lost"'))
    with reached(carrier=faulty) as client:
        with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
            client.post(ORDERS, json=order_body(request_of_two))
        found = TmForumPortal(client, "muster-gmbh").find_order(request_of_two.reference)
    assert found is not None
    assert found.state is OrderState.ACKNOWLEDGED


def test_only_who_has_the_key_is_let_in(reached: Reached) -> None:
    with reached(door=KeyDoor("open sesame")) as client:
        statuses = [
            client.get(ORDERS, headers=headers).status_code
            for headers in ({}, {"Authorization": "Bearer open"}, {"Authorization": "Bearer open sesame"})
        ]
        assert statuses == [401, 401, 200]
        assert client.get(ORDERS, headers={"X-API-Key": "open sesame"}).status_code == 200
        refused = client.get(ORDERS)
        assert (refused.headers["WWW-Authenticate"], refused.json()["code"]) == ("Bearer", "UNAUTHORIZED")
        with pytest.raises(PortalError) as told:
            TmForumPortal(client, "muster-gmbh").read_account()
        assert told.value.problem is PortalProblem.NOT_ALLOWED


def test_a_token_counts_until_it_has_expired(reached: Reached) -> None:
    now = [0.0]
    door = ClientDoor("trunkload", "a:b secret", seconds=60, clock=lambda: now[0])
    grant = {"grant_type": "client_credentials"}
    with reached(door=door) as client:
        answer = client.post("/oauth2/token", data=grant, auth=("trunkload", "a%3Ab+secret"))
        token = answer.json()
        assert (token["token_type"], token["expires_in"]) == ("Bearer", 60)
        assert answer.headers["Cache-Control"] == "no-store"
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        assert client.get(ORDERS, headers=headers).status_code == 200
        now[0] = 60.0
        expired = client.get(ORDERS, headers=headers)
        assert (expired.status_code, expired.json()["code"]) == (401, "UNAUTHORIZED")


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "client_credentials", "client_id": "trunkload", "client_secret": "secret"}, 200, None),
        ({"grant_type": "client_credentials", "client_id": "trunkload"}, 401, "invalid_client"),
        (
            {"grant_type": "password", "client_id": "trunkload", "client_secret": "secret"},
            400,
            "unsupported_grant_type",
        ),
        ({"client_id": "trunkload", "client_secret": "secret"}, 400, "invalid_request"),
    ],
)
def test_a_token_is_for_the_client_that_asks_as_agreed(
    reached: Reached, form: dict[str, str], status: int, error: str | None
) -> None:
    with reached(door=ClientDoor("trunkload", "secret")) as client:
        answer = client.post("/oauth2/token", data=form)
    assert (answer.status_code, answer.json().get("error")) == (status, error)


def test_without_clients_there_are_no_tokens(reached: Reached) -> None:
    with reached() as client:
        assert client.post("/oauth2/token", data={"grant_type": "client_credentials"}).status_code == 404


def test_more_requests_than_it_takes_in_a_second_are_sent_away_for_one(reached: Reached) -> None:
    now = [0.0]
    with reached(pace=Pace(rate=2, clock=lambda: now[0])) as client:
        answers = [client.get(ORDERS) for _ in range(3)]
        assert [one.status_code for one in answers] == [200, 200, 429]
        assert answers[2].headers["Retry-After"] == "1"
        now[0] = 1.0
        assert client.get(ORDERS).status_code == 200


def test_an_answer_takes_its_time(reached: Reached) -> None:
    with reached(pace=Pace(delay=0.2)) as client:
        assert client.get(ORDERS).elapsed.total_seconds() >= 0.2


def test_pages_can_be_served_beside_the_apis(reached: Reached) -> None:
    async def page(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("hello")

    with reached(mounts=[Route("/myportal", page)], door=KeyDoor("key")) as client:
        assert client.get("/myportal").text == "hello"
        assert client.get(ORDERS).status_code == 401


def test_a_body_longer_than_any_order_is_not_read(reached: Reached) -> None:
    with reached() as client:
        answer = client.post(ORDERS, content=b" " * (16 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")


def test_orders_are_found_by_what_a_client_knows_of_them(reached: Reached, request_of_two: OrderRequest) -> None:
    with reached() as client:
        placed = client.post(ORDERS, json=order_body(request_of_two)).json()
        found = {
            name: [one["id"] for one in client.get(ORDERS, params={name: placed[name]}).json()]
            for name in ("id", "orderDate", "externalId", "state")
        }
        assert found == {name: ["po-9001"] for name in found}
        assert client.get(ORDERS, params={"id": "po-1"}).json() == []


def test_fields_keep_what_an_order_must_have(reached: Reached, request_of_two: OrderRequest) -> None:
    with reached() as client:
        placed = client.post(ORDERS, json=order_body(request_of_two)).json()
        shown = client.get(placed["href"], params={"fields": "category"}).json()
    kept = {"id", "href", "@type", "productOrderItem", "orderDate", "state", "relatedParty"}
    assert set(shown) == {"category"} | kept


def test_a_cancellation_is_a_task_that_can_be_read_again(reached: Reached, request_of_two: OrderRequest) -> None:
    with reached() as client:
        placed = client.post(ORDERS, json=order_body(request_of_two)).json()
        body = {"productOrder": {"id": placed["id"]}, "cancellationReason": "wrong file"}
        task = client.post(CANCELLATIONS, json=body).json()
        assert (task["id"], task["state"], task["cancellationReason"]) == ("cancel-1", "done", "wrong file")
        assert client.get(task["href"]).json() == task
        assert client.get(CANCELLATIONS).json() == [task]
        assert client.get(f"{CANCELLATIONS}/cancel-2").status_code == 404
        assert client.get(placed["href"]).json()["state"] == "cancelled"


def test_a_number_and_a_product_are_read_by_their_ids(reached: Reached) -> None:
    with reached() as client:
        number = client.get(f"{NUMBERS}/tn-492214710000").json()
        assert (number["value"], number["@type"]) == ("+492214710000", "LogicalResource")
        assert client.get(f"{NUMBERS}/+492214710000").status_code == 404
        trunk = client.get(f"{PRODUCTS}/KOELN-1").json()
        assert trunk["productSpecification"]["id"] == "sip-trunk-spec"
        assert client.get(f"{PRODUCTS}/wp-1").status_code == 404


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "PUT"])
def test_an_order_is_neither_changed_nor_deleted(reached: Reached, request_of_two: OrderRequest, method: str) -> None:
    """Our client never does either: it cancels and orders anew (README, rules of the profile)."""
    with reached() as client:
        placed = client.post(ORDERS, json=order_body(request_of_two)).json()
        answer = client.request(method, placed["href"], content=b"{}")
    assert (answer.status_code, answer.headers["Allow"], answer.json()["code"]) == (405, "GET", "NOT_OFFERED")


@pytest.mark.parametrize(
    "content",
    [b"{", b"\xff", b'{"externalId": "\\ud800"}', b'{"productOrderItem": NaN}', b"[" * 100_000],
    ids=["broken", "no utf-8", "half a character", "no number", "deep"],
)
def test_what_is_no_json_is_refused(reached: Reached, content: bytes) -> None:
    with reached() as client:
        assert client.post(ORDERS, content=content).status_code == 400


def test_types_that_our_profile_is_silent_on_are_tm_forums(reached: Reached, request_of_two: OrderRequest) -> None:
    body = order_body(request_of_two) | {"note": [{"text": 3}], "billingAccount": {"name": "no id"}}
    with reached() as client:
        answer = client.post(ORDERS, content=json.dumps(body))
    assert answer.status_code == 400
    assert {one["propertyPath"] for one in answer.json()["errors"]} == {"/note/0/text", "/billingAccount"}
