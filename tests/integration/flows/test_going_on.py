"""Whoever looks after all goes on with each: no import keeps another one waiting."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from tests.integration.flows.fakes import FailingPortal
from tests.integration.flows.houses import USER, imported, state_of
from tests.integration.flows.inboxes import empty_house, one_person
from trunkload.flows.approving import approve_plan
from trunkload.flows.following import follow_to_the_end
from trunkload.flows.going_on import FOLLOWED, GLANCED_AT, TRIED_AGAIN, go_on_with_all
from trunkload.flows.importing import receive_upload
from trunkload.flows.running import Outcome, Run
from trunkload.flows.wiring import House
from trunkload.intake.upload import upload_of
from trunkload.orders.states import ImportState, OrderState
from trunkload.portal.protocol import OrderAnswer, Portal
from trunkload.validation.language import Lang


@pytest.fixture
def house(tmp_path: Path) -> House:
    return empty_house(tmp_path / "home")


def received(house: House, at: int) -> str:
    return receive_upload(house, upload_of("neue.csv", one_person(at)), USER, Lang.EN)


def approved(house: House, at: int) -> str:
    path = house.settings.home / f"{at}.csv"
    path.write_bytes(one_person(at))
    plan = imported(house, path).plan
    assert plan is not None
    approve_plan(house, plan.import_id, plan.digest, USER)
    return plan.import_id


def with_a_defect_in(import_id: str) -> Run:
    """In every step of that import."""

    def run(step: Callable[..., Outcome], /, *args: object) -> Outcome:
        if import_id in args:
            raise KeyError(step.__name__)
        return step(*args)

    return run


@pytest.mark.parametrize("defect", [0, 1])
def test_a_defect_in_one_import_stops_no_other_order(house: House, defect: int) -> None:
    """Whichever of them comes first; it is raised after the last."""
    imports = [approved(house, 0), approved(house, 1)]
    with pytest.raises(KeyError, match="send_orders"):
        go_on_with_all(house, with_a_defect_in(imports[defect]))
    assert [state_of(house, one) for one in (imports[defect], imports[1 - defect])] == [
        *(ImportState.APPROVED, ImportState.DONE)
    ]


@pytest.mark.parametrize("defect", [0, 1])
def test_a_defect_in_an_import_that_was_left_stops_neither_another_one_nor_the_orders(
    house: House, defect: int
) -> None:
    ordered, left = approved(house, 2), [received(house, 0), received(house, 1)]
    much_later = replace(house, clock=lambda: datetime.now(UTC) + timedelta(hours=1))
    with pytest.raises(KeyError, match="read_received"):
        go_on_with_all(much_later, with_a_defect_in(left[defect]))
    assert [state_of(house, one) for one in (left[defect], left[1 - defect], ordered)] == [
        *(ImportState.RECEIVED, ImportState.PLANNED, ImportState.DONE)
    ]


class Pending(FailingPortal):
    """A carrier whose orders come to no end; how often each was looked at."""

    def __init__(self, carrier: Portal) -> None:
        super().__init__(carrier, {})
        self.looks: Counter[str] = Counter()

    def read_order(self, carrier_id: str) -> OrderAnswer:
        self.looks[carrier_id] += 1
        answer = super().read_order(carrier_id)
        waiting = tuple(replace(one, state=OrderState.IN_PROGRESS, workplace_id=None) for one in answer.items)
        return replace(answer, state=OrderState.IN_PROGRESS, items=waiting)


def test_imports_whose_orders_take_their_time_are_looked_at_once_each(house: House) -> None:
    """However long `carrier.follow_seconds` are."""
    imports, pending = [approved(house, at) for at in (0, 1)], Pending(house.open_portal())
    slow = replace(house, open_portal=lambda: pending)
    for looks in (1, 2):
        go_on_with_all(slow, follow=0.0)
        assert sorted(pending.looks.values()) == [looks, looks]
    assert {state_of(house, one) for one in imports} == {ImportState.SUBMITTING}
    go_on_with_all(house)
    assert {state_of(house, one) for one in imports} == {ImportState.DONE}


def test_all_together_are_followed_for_a_minute_and_a_carrier_that_is_away_is_left_soon(house: House) -> None:
    """While a single import has the time and the patience of the settings."""
    carrier = house.settings.carrier.model_copy(update={"follow_seconds": 600.0, "retry_seconds": 60.0})
    house = replace(house, settings=house.settings.model_copy(update={"carrier": carrier}))
    for at in (0, 1):
        approved(house, at)
    patience: list[tuple[bool, float]] = []

    def run(step: Callable[..., Outcome], /, *args: object) -> Outcome:
        if step is follow_to_the_end:
            told = cast("House", args[0]).settings.carrier
            patience.append((told.follow_seconds == GLANCED_AT, told.retry_seconds))
        return step(*args)

    go_on_with_all(house, run)
    assert patience == [(True, TRIED_AGAIN), (True, TRIED_AGAIN)]
    assert house.settings.flows.follow_every_seconds > FOLLOWED
