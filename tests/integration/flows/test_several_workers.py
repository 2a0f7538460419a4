"""Several orders and several workers at the same time: each order is sent by one of them, once (promise 6)."""

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Lock

import pytest

from tests.integration.flows.fakes import FailingPortal, answer_lost, batches, never_arrived
from tests.integration.flows.houses import approved, at_carrier, items, order_states, state_of, with_failures
from trunkload.flows.story import submit_story
from trunkload.flows.submitting import send_orders
from trunkload.flows.wiring import House
from trunkload.flows.workers import Work, at_work, is_gone
from trunkload.orders.states import ImportState, OrderState, ReadBack
from trunkload.portal.protocol import ItemAnswer, OrderAnswer, OrderRequest, Portal, PortalError, PortalProblem

WORKER = """
import sys, time
from pathlib import Path
from trunkload.flows.workers import Work, at_work
with at_work(Path(sys.argv[1]), Work.ORDERS) as name:
    print(name, flush=True)
    time.sleep(60)
"""


def at_once(house: House, orders: int) -> House:
    carrier = house.settings.carrier.model_copy(update={"concurrency": orders})
    return replace(house, settings=house.settings.model_copy(update={"carrier": carrier}))


def everybody_once(house: House, import_id: str) -> None:
    told = at_carrier(house).workplaces
    assert len(told) == 15 + 36
    assert told["username"].is_unique
    assert {one.read_back for one in items(house, import_id)} == {ReadBack.EQUAL}
    assert state_of(house, import_id) is ImportState.DONE


def test_as_many_orders_are_on_their_way_at_once_as_the_settings_allow(house: House) -> None:
    """Four orders wait for each other at the carrier's door."""
    import_id = approved(house)
    door = Barrier(4, timeout=10)

    def wait_for_the_others(_carrier: Portal, _request: OrderRequest) -> None:
        door.wait()

    house, portal = with_failures(at_once(house, 4), dict.fromkeys((1, 2, 3, 4), wait_for_the_others))
    submit_story(house, import_id)
    assert sorted(batches(portal.sent)) == [1, 2, 3, 4]
    everybody_once(house, import_id)


def test_never_are_more_on_their_way_than_the_settings_allow(house: House) -> None:
    import_id = approved(house)
    inside, most = [0], [0]
    door = Lock()

    def go_in_and_out(_carrier: Portal, _request: OrderRequest) -> None:
        with door:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        time.sleep(0.1)
        with door:
            inside[0] -= 1

    house, _ = with_failures(at_once(house, 2), dict.fromkeys((1, 2, 3, 4), go_in_and_out))
    submit_story(house, import_id)
    assert most == [2]
    everybody_once(house, import_id)


def test_orders_sent_at_once_fail_each_for_itself(house: House) -> None:
    import_id = approved(house)
    house, portal = with_failures(at_once(house, 4), {1: answer_lost, 3: never_arrived})
    with pytest.raises(PortalError):
        submit_story(house, import_id)
    assert order_states(house, import_id)[1] is order_states(house, import_id)[3] is OrderState.UNKNOWN
    submit_story(house, import_id)
    assert sorted(batches(portal.sent)) == [1, 2, 3, 3, 4]
    assert sorted(batches(portal.asked)) == [1, 3]
    everybody_once(house, import_id)


def test_what_another_worker_is_sending_is_left_to_it(house: House) -> None:
    import_id = approved(house)
    second, second_portal = with_failures(house, {})
    told: list[PortalError] = []

    def meanwhile(_carrier: Portal, _request: OrderRequest) -> None:
        with pytest.raises(PortalError) as refused:
            send_orders(second, import_id)
        told.append(refused.value)

    first, first_portal = with_failures(house, {2: meanwhile})
    submit_story(first, import_id)
    assert [(one.problem, one.permanent, one.detail) for one in told] == [
        (PortalProblem.IN_HAND, False, f"{import_id}/b02")
    ]
    assert (batches(first_portal.sent), batches(second_portal.sent)) == ([1, 2], [3, 4])
    everybody_once(first, import_id)


def test_a_late_worker_that_was_thought_dead_changes_nothing(house: House) -> None:
    """Its request hung for ten minutes; meanwhile another worker asked, sent and finished."""
    import_id = approved(house)
    second, second_portal = with_failures(replace(house, clock=lambda: datetime.now(UTC) + timedelta(minutes=10)), {})

    class Hanging(FailingPortal):
        def place_order(self, request: OrderRequest) -> OrderAnswer:
            if request.reference.endswith("/b02"):
                submit_story(second, import_id)
                rejected = tuple(ItemAnswer(one.id, OrderState.REJECTED) for one in request.items)
                return OrderAnswer("po-of-nobody", request.reference, OrderState.REJECTED, rejected)
            return super().place_order(request)

    hanging = Hanging(house.open_portal(), {})
    submit_story(replace(house, open_portal=lambda: hanging), import_id)
    assert (batches(hanging.sent), batches(second_portal.asked), batches(second_portal.sent)) == ([1], [2], [2, 3, 4])
    everybody_once(second, import_id)


def test_a_killed_worker_is_known_to_be_gone_and_a_living_one_is_not(tmp_path: Path) -> None:
    with at_work(tmp_path, Work.ORDERS) as own:
        assert not is_gone(tmp_path, own)
    assert not is_gone(tmp_path, "of-another-machine")
    process = subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert not is_gone(tmp_path, name)
        process.kill()
    assert is_gone(tmp_path, name)
