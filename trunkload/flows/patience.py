"""Knows when the carrier is asked again: soon at first, later and later, as it asks for itself, never for ever."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from trunkload.flows.wiring import House
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.portal.protocol import PortalError

Answer = TypeVar("Answer")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds between two attempts."""


def patiently(house: House, ask: Callable[[], Answer]) -> Answer:
    """What `ask` answers; asked again after a failure that may pass, for `carrier.retry_seconds` of waiting in all.

    `Retry-After` is kept to; where it asks for more than is left, and at the end of patience, the failure is raised.
    """
    left = house.settings.carrier.retry_seconds
    for pause in pauses(random.random):
        try:
            return ask()
        except PortalError as failed:
            wait = max(pause, failed.retry_after or 0.0)
            if failed.permanent or wait > left:
                raise
            tell(Event.CARRIER_ASKED_AGAIN, problem=failed.problem, wait_seconds=round(wait, 1))
        house.wait(wait)
        left -= wait
    raise AssertionError("pauses never end")


def patient(house: House, *, follow: float | None = None, retry: float | None = None) -> House:
    """The same house, which follows orders, and tries again, for at most so many seconds; None: as the settings say."""
    carrier = house.settings.carrier
    longest = {
        "follow_seconds": carrier.follow_seconds if follow is None else min(follow, carrier.follow_seconds),
        "retry_seconds": carrier.retry_seconds if retry is None else min(retry, carrier.retry_seconds),
    }
    settings = house.settings.model_copy(update={"carrier": carrier.model_copy(update=longest)})
    return replace(house, settings=settings)


def pauses(chance: Callable[[], float]) -> Iterator[float]:
    """Seconds, doubled each time up to LONGEST_PAUSE; a half of each is left to `chance` (0 to 1), so that many who
    failed together do not come back together."""
    pause = FIRST_PAUSE
    while True:
        yield pause * (0.5 + chance() / 2)
        pause = min(LONGEST_PAUSE, pause * 2)
