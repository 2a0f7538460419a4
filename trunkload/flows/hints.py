"""Knows how a carrier's callback wakes the next look at its orders, and that it does nothing more."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from threading import Event

from trunkload.flows.wiring import House
from trunkload.portal.listener import Doorbell, listening
from trunkload.portal.protocol import Announcing, Portal, PortalError

Wait = Callable[[float], None]

LEAST_PAUSE = 0.5
"""Seconds between two looks, however often somebody rings."""


@contextmanager
def woken_by_carrier(house: House, portal: Portal) -> Iterator[Wait]:
    """How to wait while orders are followed: as the house waits, or, where the carrier calls us, until it does.

    Nothing of it is needed: where `carrier.callback_bind` is taken or the carrier tells nobody, its orders are looked
    at as ever.
    """
    with ExitStack() as until_the_end:
        yield _called(house, portal, until_the_end) or house.wait


def _called(house: House, portal: Portal, until_the_end: ExitStack) -> Wait | None:
    carrier, rung, secret = house.settings.carrier, Event(), secrets.token_urlsafe(24)
    if carrier.callback_url is None or not isinstance(portal, Announcing):
        return None
    host, port = carrier.callback_host_and_port
    try:
        until_the_end.enter_context(listening(host, port, Doorbell(secret, rung.set)))
        # The secret is part of the address, so that nobody but the carrier can ring.
        subscription = portal.announce_at(f"{str(carrier.callback_url).rstrip('/')}/{secret}")
    except (OSError, PortalError):
        until_the_end.close()
        return None
    until_the_end.callback(_announce_no_more, portal, subscription)
    return partial(_wait_for, rung)


def _wait_for(rung: Event, seconds: float) -> None:
    """Not shorter than LEAST_PAUSE; who rings while the orders are looked at makes the next wait a short one."""
    least = min(seconds, LEAST_PAUSE)
    time.sleep(least)
    rung.wait(seconds - least)
    rung.clear()


def _announce_no_more(portal: Announcing, subscription: str) -> None:
    """A carrier that keeps it will ring where nobody listens."""
    with suppress(PortalError):
        portal.announce_no_more(subscription)
