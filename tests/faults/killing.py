"""Kills the process that orders: at every moment at which something becomes lasting or leaves it, or at any time."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Lock, current_thread
from typing import Any

from sqlalchemy import Engine, event

from tests.faults.homes import Home, ended_well, in_a_process, order
from trunkload.flows.in_work import HEART
from trunkload.flows.wiring import House


class Countdown:
    """Counts moments, and ends the process at the one that was named."""

    def __init__(self, last: int | None = None) -> None:
        self.count = 0
        self._last = last
        self._lock = Lock()

    def moment(self, name: object = "commit", *_: object) -> None:
        if current_thread().name == HEART:
            return
        with self._lock:
            self.count += 1
            if self.count == self._last:
                self.end(name if isinstance(name, str) else "commit")

    def end(self, _name: str) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class Watched:
    """Anything of the house's: a moment passes before and after each call."""

    def __init__(self, thing: Any, countdown: Countdown) -> None:  # noqa: ANN401 - whatever the house has
        self._thing = thing
        self._countdown = countdown

    def __getattr__(self, name: str) -> Callable[..., Any]:
        asked = getattr(self._thing, name)

        def ask(*args: object, **more: object) -> object:
            self._countdown.moment(f"before {name}")
            answer = asked(*args, **more)
            self._countdown.moment(f"after {name}")
            return answer

        return ask


def watched(house: House, countdown: Countdown) -> House:
    """The same house: commits of both databases, questions to the carrier and messages are moments."""
    event.listen(Engine, "commit", countdown.moment)
    portal: Any = Watched(house.open_portal(), countdown)
    messenger: Any = Watched(house.messenger, countdown)
    return replace(house, open_portal=lambda: portal, messenger=messenger)


def moments_of(home: Home) -> int:
    """How many moments ordering undisturbed has; the home is used up by it."""
    read, write = os.pipe()

    def work() -> None:
        countdown = Countdown()
        order(watched(home.house(), countdown))
        os.write(write, str(countdown.count).encode())

    child = in_a_process(work)
    if not ended_well(child):
        raise AssertionError("ordering failed although nobody disturbed it")
    return int(os.read(read, 100))


def killed_at(home: Home, moment: int) -> bool:
    """Whether the process was still at work then."""
    return not ended_well(in_a_process(lambda: order(watched(home.house(), Countdown(moment)))))


def killed_after(home: Home, seconds: float) -> bool:
    """The same, from the outside."""
    child = in_a_process(lambda: order(home.house()))
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return not ended_well(child)


def resumed(home: Home) -> bool:
    """The same command once more, by a new process; whether it came to its end."""
    return ended_well(in_a_process(lambda: order(home.house())))
