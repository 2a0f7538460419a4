"""A callback wakes the next look at an order, and nothing that it says is believed."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.integration.flows.houses import approved, at_carrier, order_states, state_of
from tests.integration.flows.hub_carrier import (
    HubCarrier,
    free_port,
    hub_carrier,
    nothing,
    over_http,
    state_changed,
    without_patience,
)
from trunkload.flows.following import follow_to_the_end
from trunkload.flows.story import submit_story
from trunkload.flows.submitting import send_orders
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState, OrderState
from trunkload.portal.profile_names import HUB, ORDERS

FOUR = range(1, 5)


@contextmanager
def hub_house(house: House, hub: HubCarrier, **carrier: object) -> Iterator[House]:
    """Looks at orders once in five minutes, unless somebody calls."""
    port = free_port()
    back = {"callback_url": f"http://127.0.0.1:{port}/", "callback_bind": f"127.0.0.1:{port}"}
    with over_http(house, hub, **{"poll_seconds": 300.0, "follow_seconds": 300.0, **back, **carrier}) as told:
        yield told


def test_orders_are_done_as_soon_as_the_carrier_calls(house: House) -> None:
    import_id = approved(house)
    hub = hub_carrier(house)
    began = time.monotonic()
    with hub_house(house, hub) as called:
        assert submit_story(without_patience(called), import_id).state is ImportState.DONE
    assert time.monotonic() - began < 30
    assert len(at_carrier(house).workplaces) == 15 + 36
    (subscribed,), (ended,) = hub.said("POST", HUB), hub.said("DELETE", HUB)
    assert ended.path == f"{HUB}/hub-1"
    assert hub.callbacks == []
    assert b"/listener" not in subscribed.content


def forged(callback: str, order: dict[str, object]) -> None:
    """Everything is completed, says somebody; and an order that nobody knows, twice, in the wrong order."""
    for state in ("completed", "acknowledged", "completed"):
        state_changed(callback, order | {"state": state})
        state_changed(callback, {"id": "po-999", "state": state})


def test_what_a_call_says_is_not_believed(house: House) -> None:
    import_id = approved(house)
    hub = hub_carrier(house, forged)
    with hub_house(house, hub, follow_seconds=0.9) as called:
        send_orders(called, import_id)
        follow_to_the_end(called, import_id)
        looked = len(hub.said("GET", f"{ORDERS}/"))
    assert set(order_states(house, import_id).values()) <= {OrderState.IN_PROGRESS, OrderState.COMPLETED}
    # Six calls for each order and look, and yet no more than two looks in a second.
    assert looked <= 3 * len(FOUR)
    assert state_of(house, import_id) is ImportState.SUBMITTING


@pytest.mark.parametrize("hub_status", [200, 404])
def test_a_carrier_without_a_hub_is_looked_at_as_ever(house: House, hub_status: int) -> None:
    """Even one that answers a web page."""
    import_id = approved(house)
    hub = hub_carrier(house, nothing, hub_status)
    with hub_house(house, hub, poll_seconds=0.01, poll_max_seconds=0.01) as asked:
        send_orders(asked, import_id)
        follow_to_the_end(asked, import_id)
    assert order_states(house, import_id) == dict.fromkeys(FOUR, OrderState.COMPLETED)
    assert (len(hub.said("POST", HUB)), hub.said("DELETE", HUB)) == (1, [])


def test_a_place_that_is_taken_leaves_the_orders_looked_at_as_ever(house: House) -> None:
    import_id = approved(house)
    hub = hub_carrier(house)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        with hub_house(house, hub, callback_bind=bind, poll_seconds=0.01, poll_max_seconds=0.01) as asked:
            send_orders(asked, import_id)
            follow_to_the_end(asked, import_id)
    assert order_states(house, import_id) == dict.fromkeys(FOUR, OrderState.COMPLETED)
    assert hub.said("POST", HUB) == []


def test_who_waits_for_nobody_subscribes_to_nothing(house: House) -> None:
    import_id = approved(house)
    hub = hub_carrier(house)
    with hub_house(house, hub) as called:
        follow_to_the_end(called, import_id)
        assert hub.asked == []
