"""Anybody may call: only the carrier, who knows the secret, wakes us, and no call costs much."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.integration.portal.test_official_documents import ORDERS, broken
from trunkload.portal.listener import EVENTS, MOST_BYTES, MOST_CALLS, Doorbell, listening

SECRET = "s3cr3t"  # noqa: S105 - of a test
EVENT = f"/{SECRET}/listener/productOrderStateChangeEvent"
TOLD = {
    "eventId": "ev-1",
    "eventTime": "2026-11-23T08:40:01Z",
    "eventType": "ProductOrderStateChangeEvent",
    "event": {"productOrder": {"id": "po-1", "state": "completed"}},
}


@pytest.fixture
def rung() -> list[float]:
    return []


@pytest.fixture
def door(rung: list[float]) -> Iterator[httpx.Client]:
    """Where a carrier calls."""
    with (
        listening("127.0.0.1", 0, Doorbell(SECRET, lambda: rung.append(time.monotonic()))) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client,
    ):
        yield client


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_every_official_event_rings(
    official_documents: Path, door: httpx.Client, rung: list[float], event: str
) -> None:
    definition = event[0].upper() + event[1:]
    told = {"eventId": "ev-1", "eventTime": "2026-11-23T08:40:01Z", "eventType": definition}
    assert broken(official_documents, ORDERS, definition, told) == []
    answer = door.post(f"/{SECRET}/listener/{event}", json=told)
    assert (answer.status_code, len(rung)) == (201, 1)
    assert broken(official_documents, ORDERS, "EventSubscription", answer.json()) == []


def test_the_listener_knows_the_paths_of_the_official_document(official_documents: Path) -> None:
    paths = json.loads((official_documents / ORDERS).read_text("utf-8"))["paths"]
    assert {path.rpartition("/")[2] for path in paths if path.startswith("/listener/")} == EVENTS


def test_the_carrier_may_call_below_the_path_of_our_address(door: httpx.Client, rung: list[float]) -> None:
    """Where a proxy in front of us takes nothing away."""
    assert door.post(f"/trunkload{EVENT}", json=TOLD).status_code == 201
    assert len(rung) == 1


def test_the_same_call_again_rings_again_and_that_is_all(door: httpx.Client, rung: list[float]) -> None:
    assert [door.post(EVENT, json=TOLD).status_code for _ in range(3)] == [201] * 3
    assert len(rung) == 3


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/other/listener/productOrderStateChangeEvent", b"{}", 404),
        ("/listener/productOrderStateChangeEvent", b"{}", 404),
        (f"/{SECRET}/listener/somethingElse", b"{}", 404),
        (f"/{SECRET}/../{SECRET}x/listener/productOrderStateChangeEvent", b"{}", 404),
        (EVENT, b"", 400),
        (EVENT, b"<html>", 400),
        (EVENT, b"\xff\xfe", 400),
        (EVENT, b"[]", 400),
        (EVENT, b"[" * 100_000, 400),
        (EVENT, b" " * (MOST_BYTES + 1), 413),
    ],
)
def test_what_is_no_call_of_the_carrier_rings_nothing(
    door: httpx.Client, rung: list[float], path: str, content: bytes, status: int
) -> None:
    answer = door.post(path, content=content)
    assert answer.status_code == status
    assert SECRET not in answer.text
    assert rung == []


@pytest.mark.parametrize("length", ["", "Content-Length: -1\r\n", "Content-Length: 9999999999\r\n"])
def test_a_call_says_how_long_it_is(door: httpx.Client, rung: list[float], length: str) -> None:
    host, port = door.base_url.host, door.base_url.port
    with socket.create_connection((host, port or 0), timeout=5) as line:
        line.sendall(f"POST {EVENT} HTTP/1.1\r\nHost: {host}\r\n{length}\r\n".encode())
        assert line.recv(100).split(b" ")[1] == b"411"
    assert rung == []


def test_nobody_reads_anything_here(door: httpx.Client) -> None:
    assert [door.request(method, EVENT).status_code for method in ("GET", "PUT", "DELETE")] == [501] * 3


def test_callers_that_hold_the_line_keep_others_out_but_not_us_here(door: httpx.Client, rung: list[float]) -> None:
    """More than a few are hung up on; and who stops listening waits for none of them."""
    address = (door.base_url.host, door.base_url.port or 0)
    lines = [socket.create_connection(address, timeout=5) for _ in range(MOST_CALLS)]
    time.sleep(0.3)
    with pytest.raises(httpx.HTTPError):
        door.post(EVENT, json=TOLD)
    for line in lines:
        line.close()
    time.sleep(0.3)
    assert door.post(EVENT, json=TOLD).status_code == 201
    assert len(rung) == 1


def test_who_stops_listening_waits_for_no_caller() -> None:
    began = time.monotonic()
    with listening("127.0.0.1", 0, Doorbell(SECRET, lambda: None)) as port:
        line = socket.create_connection(("127.0.0.1", port), timeout=5)
    assert time.monotonic() - began < 2
    line.close()


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(Doorbell(SECRET, lambda: None))
