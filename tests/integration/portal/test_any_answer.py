"""Whatever a carrier's answers are changed to, they are read or said to be none; nothing else happens (promise 12)."""

import copy
import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

import httpx
import pytest

from trunkload.inventory.account import Account
from trunkload.portal.profile_names import NUMBERS, ORDERS, PRODUCTS
from trunkload.portal.protocol import OrderRequest, PortalError, PortalProblem
from trunkload.portal.tmforum import TmForumPortal

SEEDS = range(25)
STRANGE: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**400, "", "x", "2026-13-45", "NaN"),
    *([], {}, [None], [[]], {"id": None}, ["a"] * 3),
)


@pytest.fixture
def answers(portal: TmForumPortal, received: list[Any], request_of_two: OrderRequest) -> dict[str, Any]:
    """What the carrier answers to each question, by its path; the order's second item has failed."""
    portal.read_account()
    products, numbers = received[:2]
    placed = portal.place_order(request_of_two)
    for _ in range(2):
        portal.read_order(placed.carrier_id)
    order = json.loads(json.dumps(received[-1]))
    failed = {"code": "NUMBER_TAKEN", "reason": "taken", "productOrderItem": [{"productOrderItemId": "3"}]}
    order |= {"id": "po-1", "productOrderErrorMessage": [failed]}
    return {PRODUCTS: products, NUMBERS: numbers[:20], ORDERS: [order], f"{ORDERS}/po-1": order}


def changed(answer: Any, chance: random.Random) -> Any:  # noqa: ANN401 - JSON of any shape
    """One to three places of it are taken out or hold something else."""
    other = copy.deepcopy(answer)
    places = [place for place in _places(other) if place]
    for place in chance.sample(places, k=chance.choice((1, 1, 2, 3))):
        inner = other
        try:
            for step in place[:-1]:
                inner = inner[step]
            if chance.random() < 0.3:
                del inner[place[-1]]
            else:
                inner[place[-1]] = copy.deepcopy(chance.choice(STRANGE))
        except (KeyError, IndexError, TypeError):
            continue  # a change before took the place away
    return other


def _places(value: Any, above: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - the same
    yield tuple(above)
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from _places(inner, (*above, step))


@pytest.mark.parametrize("status", [None, [], {}, ["active"], 7])
def test_a_workplace_of_a_strange_status_is_read(answers: dict[str, Any], status: object) -> None:
    """It is not gone."""
    products = [one | {"status": status} for one in answers[PRODUCTS]]

    def answer(request: httpx.Request) -> httpx.Response:
        body = products if request.url.path == PRODUCTS else answers[NUMBERS]
        return httpx.Response(200, json=body, headers={"X-Total-Count": str(len(body))})

    client = httpx.Client(transport=httpx.MockTransport(answer), base_url="https://carrier.example.org")
    assert len(TmForumPortal(client, "muster-gmbh").read_account().workplaces) == 15


@pytest.mark.parametrize("path", [PRODUCTS, NUMBERS, ORDERS, f"{ORDERS}/po-1"])
def test_an_answer_that_was_changed_anywhere_is_read_or_is_none(
    answers: dict[str, Any], request_of_two: OrderRequest, path: str
) -> None:
    told = dict(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        body = told[request.url.path]
        headers = {"X-Total-Count": str(len(body)), "Content-Type": "application/json"}
        return httpx.Response(200, content=json.dumps(body).encode(), headers=headers)

    client = httpx.Client(transport=httpx.MockTransport(answer), base_url="https://carrier.example.org")
    portal = TmForumPortal(client, "muster-gmbh")
    assert isinstance(portal.read_account(), Account)
    problems = set[PortalProblem]()
    for seed in SEEDS:
        told[path] = changed(answers[path], random.Random(seed))  # noqa: S311 - the same every time
        for ask in (
            portal.read_account,
            lambda: portal.read_workplaces(["+492214710001"]),
            lambda: portal.read_order("po-1"),
            lambda: portal.find_order(request_of_two.reference),
        ):
            try:
                ask()
            except PortalError as failed:
                problems.add(failed.problem)
    assert problems == {PortalProblem.NONSENSE}
