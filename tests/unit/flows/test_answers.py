"""What is kept of a carrier's answer is about the very order, and tells of each of its rows."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from trunkload.flows.answers import whole_answer
from trunkload.orders.states import OrderState
from trunkload.portal.protocol import ItemAnswer, OrderAnswer, PortalError, PortalProblem

REFERENCE = "imp-2026-11-23-0001/b01"
ROWS = (2, 3)
ITEMS = (ItemAnswer("2", OrderState.COMPLETED, "wp-1"), ItemAnswer("3", OrderState.FAILED, code="NUMBER_IN_USE"))
ANSWER = OrderAnswer("po-1", REFERENCE, OrderState.PARTIAL, ITEMS)


def with_states(order: OrderState, *states: OrderState) -> OrderAnswer:
    items = (replace(one, state=state) for one, state in zip(ITEMS, states, strict=True))
    return replace(ANSWER, state=order, items=tuple(items))


def test_an_answer_about_every_row_is_kept_as_it_is() -> None:
    assert whole_answer(REFERENCE, ROWS, ANSWER) is ANSWER
    opened = with_states(OrderState.IN_PROGRESS, OrderState.COMPLETED, OrderState.IN_PROGRESS)
    assert whole_answer(REFERENCE, ROWS, opened) is opened


@pytest.mark.parametrize(
    "items",
    [
        (),
        ITEMS[:1],
        (*ITEMS, ItemAnswer("4", OrderState.COMPLETED)),
        (*ITEMS, ITEMS[0]),
        (ITEMS[0], ITEMS[0]),
        (ITEMS[0], replace(ITEMS[1], id="third")),
        (ITEMS[0], replace(ITEMS[1], id="03")),
        (ITEMS[0], replace(ITEMS[1], id="9" * 30)),
    ],
)
def test_an_answer_about_other_rows_than_were_ordered_is_none(items: Sequence[ItemAnswer]) -> None:
    with pytest.raises(PortalError) as told:
        whole_answer(REFERENCE, ROWS, replace(ANSWER, items=tuple(items)))
    assert (told.value.problem, told.value.permanent, told.value.sent) == (PortalProblem.NONSENSE, False, True)


def test_an_answer_about_another_order_is_none() -> None:
    with pytest.raises(PortalError) as told:
        whole_answer(REFERENCE, ROWS, replace(ANSWER, reference="imp-2026-11-23-0001/b02"))
    assert "about other items" in told.value.detail


@pytest.mark.parametrize("state", [OrderState.COMPLETED, OrderState.PARTIAL])
def test_an_order_that_was_carried_out_leaves_no_item_open(state: OrderState) -> None:
    with pytest.raises(PortalError) as told:
        whole_answer(REFERENCE, ROWS, with_states(state, OrderState.COMPLETED, OrderState.IN_PROGRESS))
    assert "items of it are open" in told.value.detail


@pytest.mark.parametrize("state", [OrderState.REJECTED, OrderState.CANCELLED, OrderState.FAILED])
def test_an_order_that_was_not_carried_out_ends_for_every_item(state: OrderState) -> None:
    told = whole_answer(REFERENCE, ROWS, with_states(state, OrderState.ACKNOWLEDGED, OrderState.FAILED))
    assert [one.state for one in told.items] == [state, OrderState.FAILED]
