"""A failure that may pass is waited for, as long as the settings say and as the carrier asks."""

from collections.abc import Callable
from itertools import islice
from types import SimpleNamespace
from typing import cast

import pytest

from trunkload.flows.patience import patiently, pauses
from trunkload.flows.wiring import House
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.settings import Settings

LATER = PortalError(PortalProblem.NO_ANSWER, permanent=False)
BUSY = PortalError(PortalProblem.BUSY, permanent=False, sent=False, retry_after=20.0)
NEVER = PortalError(PortalProblem.NOT_ALLOWED, permanent=True, sent=False)


def house_with(seconds: float) -> tuple[House, list[float]]:
    """A house that has nothing but patience, and the seconds that it waited."""
    settings = Settings()
    carrier = settings.carrier.model_copy(update={"retry_seconds": seconds})
    waited: list[float] = []
    house = SimpleNamespace(settings=settings.model_copy(update={"carrier": carrier}), wait=waited.append)
    return cast("House", house), waited


def failing(*failures: PortalError) -> Callable[[], str]:
    left = list(failures)

    def ask() -> str:
        if left:
            raise left.pop(0)
        return "answer"

    return ask


def test_pauses_double_up_to_the_longest_and_leave_a_half_to_chance() -> None:
    assert list(islice(pauses(lambda: 1.0), 8)) == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert list(islice(pauses(lambda: 0.0), 4)) == [0.25, 0.5, 1, 2]


def test_what_passes_is_asked_again() -> None:
    house, waited = house_with(60)
    assert patiently(house, failing(LATER, LATER)) == "answer"
    assert len(waited) == 2
    assert 0.25 <= waited[0] <= 0.5 <= waited[1] <= 1


def test_the_carrier_says_when_to_come_again() -> None:
    house, waited = house_with(60)
    assert patiently(house, failing(BUSY, BUSY)) == "answer"
    assert waited == [20.0, 20.0]


def test_patience_ends_before_a_wait_that_is_longer_than_what_is_left() -> None:
    house, waited = house_with(50)
    with pytest.raises(PortalError) as told:
        patiently(house, failing(BUSY, BUSY, BUSY))
    assert told.value is BUSY
    assert waited == [20.0, 20.0]


@pytest.mark.parametrize(("failure", "seconds"), [(NEVER, 60.0), (LATER, 0.0)])
def test_what_cannot_pass_is_not_asked_again_and_without_patience_nothing_is(
    failure: PortalError, seconds: float
) -> None:
    house, waited = house_with(seconds)
    with pytest.raises(PortalError) as told:
        patiently(house, failing(failure))
    assert (told.value, waited) == (failure, [])
