"""A carrier that answers about something else, or says too little, changes nothing here, and stops no other order."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.integration.flows.fakes import FailingPortal, batches
from tests.integration.flows.houses import approved, items, order_states, with_failures
from trunkload.flows.following import follow_to_the_end
from trunkload.flows.submitting import send_orders
from trunkload.flows.wiring import House
from trunkload.orders.states import FINAL_ORDER_STATES, OrderState
from trunkload.portal.protocol import OrderAnswer, OrderRequest, Portal, PortalError, PortalProblem

Told = Callable[[OrderAnswer], OrderAnswer]


class Confused(FailingPortal):
    """Whoever reads its second order gets `told` of what the carrier has."""

    def __init__(self, carrier: Portal, told: Told) -> None:
        super().__init__(carrier, {})
        self.told: Told | None = told

    def read_order(self, carrier_id: str) -> OrderAnswer:
        answer = super().read_order(carrier_id)
        return self.told(answer) if self.told and answer.reference.endswith("b02") else answer


def no_row(answer: OrderAnswer) -> OrderAnswer:
    return replace(answer, items=(replace(answer.items[0], id="first"), *answer.items[1:]))


def test_an_answer_that_is_not_about_the_order_is_not_kept_and_stops_no_other(house: House) -> None:
    """The order is looked at again, until it is told as it is; the others come to their end meanwhile."""
    import_id = approved(house)
    send_orders(house, import_id)
    portal = Confused(house.open_portal(), no_row)
    house = replace(house, open_portal=lambda: portal)
    with pytest.raises(PortalError) as failed:
        follow_to_the_end(house, import_id)
    assert (failed.value.problem, failed.value.permanent) == (PortalProblem.NONSENSE, False)
    states = order_states(house, import_id)
    assert states.pop(2) is OrderState.ACKNOWLEDGED
    assert set(states.values()) == {OrderState.COMPLETED}
    portal.told = None
    follow_to_the_end(house, import_id)
    assert set(order_states(house, import_id).values()) == {OrderState.COMPLETED}


def test_an_order_that_ends_unordered_ends_so_for_items_of_which_nothing_is_said(house: House) -> None:
    """None of its rows stays open for ever, and their numbers are free again."""
    import_id = approved(house)
    send_orders(house, import_id)
    portal = Confused(house.open_portal(), lambda answer: replace(answer, state=OrderState.CANCELLED))
    house = replace(house, open_portal=lambda: portal)
    follow_to_the_end(house, import_id)
    assert order_states(house, import_id)[2] is OrderState.CANCELLED
    told = [one.state for one in items(house, import_id)]
    assert set(told) == {OrderState.COMPLETED, OrderState.CANCELLED} <= FINAL_ORDER_STATES
    assert told.count(OrderState.CANCELLED) == 10


def test_an_order_of_another_plan_is_not_taken_for_ours_although_it_has_our_reference(house: House) -> None:
    """Another installation for the same customer counts its imports of the day from 1, too."""
    import_id = approved(house)

    def taken_by_another(carrier: Portal, request: OrderRequest) -> None:
        carrier.place_order(replace(request, plan_digest="0" * 64))
        raise PortalError(PortalProblem.NO_ANSWER, permanent=False, sent=True)

    house, portal = with_failures(house, {2: taken_by_another})
    for _ in range(2):
        with pytest.raises(PortalError):
            send_orders(house, import_id)
    assert (batches(portal.asked), order_states(house, import_id)[2]) == ([2], OrderState.UNKNOWN)
    assert {one.workplace_id for one in items(house, import_id)} == {None}
    with pytest.raises(PortalError) as told:
        send_orders(house, import_id)
    assert (told.value.problem, told.value.permanent) == (PortalProblem.NONSENSE, True)
    assert "another plan" in told.value.detail
