"""A carrier gets no more requests in a second than it allows, whatever number of threads asks."""

from threading import Thread

import httpx
import pytest

from trunkload.portal.pace import Pace


class Clock:
    """Passes only where somebody waits."""

    def __init__(self) -> None:
        self.now = 50.0
        self.waited: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds


def answered(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(204)


def asked(clock: Clock, per_second: float, burst: int, times: int) -> None:
    pace = Pace(httpx.MockTransport(answered), per_second, burst, clock=lambda: clock.now, wait=clock.wait)
    with httpx.Client(transport=pace, base_url="https://carrier.example.org") as client:
        for _ in range(times):
            client.get("/")


def test_the_first_leaves_at_once_and_the_others_in_their_turn() -> None:
    clock = Clock()
    asked(clock, per_second=4, burst=1, times=5)
    assert clock.waited == [0.25] * 4


def test_a_burst_leaves_at_once() -> None:
    clock = Clock()
    asked(clock, per_second=2, burst=3, times=5)
    assert clock.waited == [0.5, 0.5]


def test_less_than_one_in_a_second_can_be_said() -> None:
    clock = Clock()
    asked(clock, per_second=0.2, burst=1, times=2)
    assert clock.waited == [5.0]


def test_who_was_slower_than_allowed_never_waits_and_saves_no_more_than_the_burst() -> None:
    clock = Clock()
    pace = Pace(httpx.MockTransport(answered), 2, 2, clock=lambda: clock.now, wait=clock.wait)
    with httpx.Client(transport=pace, base_url="https://carrier.example.org") as client:
        client.get("/")
        clock.now += 3600
        for _ in range(4):
            client.get("/")
    assert clock.waited == pytest.approx([0.5, 0.5])


def test_threads_draw_one_turn_each() -> None:
    waited: list[float] = []
    pace = Pace(httpx.MockTransport(answered), 10, 1, clock=lambda: 50.0, wait=waited.append)
    with httpx.Client(transport=pace, base_url="https://carrier.example.org") as client:
        threads = [Thread(target=client.get, args=("/",)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(waited) == pytest.approx([number / 10 for number in range(1, 20)])
