"""One client for all threads: one token, one pace; by way of the company's proxy where there is one."""

import time
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from tests.integration.portal.servers import Asked, Given, Served, serving
from trunkload.flows.connecting import carrier_client
from trunkload.portal.protocol import PortalError
from trunkload.portal.tmforum import TmForumPortal
from trunkload.settings.sections import CarrierSettings

THREADS, EACH = 6, 4


@pytest.fixture
def at() -> list[float]:
    """When the carrier was asked."""
    return []


@pytest.fixture
def carrier(at: list[float]) -> Iterator[Served]:
    def answer(_asked: Asked) -> Given:
        at.append(time.monotonic())
        return Given(200, [], {"X-Total-Count": "0"})

    with serving(answer) as served:
        yield served


@pytest.fixture
def login() -> Iterator[Served]:
    with serving(lambda _: Given(200, {"access_token": "token-1", "expires_in": 3600})) as served:
        yield served


def settings(url: str, **more: object) -> CarrierSettings:
    return CarrierSettings.model_validate({"kind": "tmforum", "url": url, "customer_id": "muster-gmbh", **more})


def test_many_threads_share_a_token_and_keep_to_one_pace(carrier: Served, login: Served, at: list[float]) -> None:
    account = {"token_url": login.url, "client_id": "trunkload", "client_secret": "open-sesame"}
    told = settings(carrier.url, requests_per_second=50, burst=5, **account)
    start, failures = Barrier(THREADS), list[PortalError]()
    with carrier_client(told) as client:
        portal = TmForumPortal(client, "muster-gmbh")

        def ask(thread: int) -> None:
            start.wait()
            try:
                for number in range(EACH):
                    portal.find_order(f"imp-{thread}/b{number}")
            except PortalError as failed:
                failures.append(failed)

        threads = [Thread(target=ask, args=(number,)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    asked = sorted(one.path for one in carrier.asked)
    assert (failures, len(asked), len(set(asked)), len(login.asked)) == ([], THREADS * EACH, THREADS * EACH, 1)
    assert {one.headers["Authorization"] for one in carrier.asked} == {"Bearer token-1"}
    # 24 requests, of which 5 leave at once: the last one has its turn after 19 / 50 seconds, and comes a little later.
    assert 0.36 < max(at) - min(at) < 2


def test_the_proxy_of_the_environment_is_asked_and_this_computer_is_not(
    carrier: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", carrier.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with carrier_client(settings("http://carrier.example.org", allow_http=True)) as client:
        TmForumPortal(client, "muster-gmbh").find_order("imp-1")
    with carrier_client(settings(carrier.url)) as client:
        TmForumPortal(client, "muster-gmbh").find_order("imp-1")
    by_proxy, direct = carrier.asked
    assert by_proxy.path.startswith("http://carrier.example.org/tmf-api/")
    assert direct.path.startswith("/tmf-api/")


def test_only_what_can_be_unpacked_within_limits_is_asked_for(carrier: Served) -> None:
    with carrier_client(settings(carrier.url)) as client:
        TmForumPortal(client, "muster-gmbh").find_order("imp-1")
    assert carrier.asked[0].headers["Accept-Encoding"] == "gzip"
