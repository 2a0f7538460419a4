"""Knows what of a carrier's answer is kept: only what is whole, and about the very order that we sent."""

from collections.abc import Collection
from dataclasses import replace

from trunkload.flows.wiring import House
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.orders.states import FINAL_ORDER_STATES, NOT_ORDERED_STATES, OrderState
from trunkload.portal.protocol import ItemAnswer, OrderAnswer
from trunkload.portal.wire import nonsense
from trunkload.storage.database import writing
from trunkload.storage.imports import find_import
from trunkload.storage.items import item_rows
from trunkload.storage.ordered import StoredOrder
from trunkload.storage.orders import save_answer


def keep_answer(house: House, order: StoredOrder, answer: OrderAnswer) -> None:
    """What the carrier says of an order, stored at once; nothing where another worker took the order in hand since.

    Raises PortalError NONSENSE, and stores nothing, where the answer is about another order or says too little.
    """
    with writing(house.ledger) as conn:
        record = find_import(conn, order.import_id)
        _refuse_other_plan(order, answer, None if record is None else record.digest)
        told = whole_answer(order.reference, item_rows(conn, order.reference), answer)
        kept = save_answer(conn, order.reference, told, fence=order.fence)
    if kept:
        event = Event.ORDER_FINAL if told.state in FINAL_ORDER_STATES else Event.ORDER_ANSWERED
        tell(event, order__reference=order.reference, order__state=told.state)


def whole_answer(reference: str, rows: Collection[int], answer: OrderAnswer) -> OrderAnswer:
    """The answer, if it tells of each row of this order once, and of the end of each where the order has ended.

    An order that ended without being carried out has ended so for all its items. One that was carried out, of which an
    item is still open, would never be looked at again: that is no answer yet.
    """
    about = sorted(one.id for one in answer.items)
    if answer.reference != reference or about != sorted(map(str, rows)):
        raise nonsense(f"the answer to {reference} is about other items")
    if answer.state in NOT_ORDERED_STATES:
        return replace(answer, items=tuple(_ended(one, answer.state) for one in answer.items))
    if answer.state in FINAL_ORDER_STATES and any(one.state not in FINAL_ORDER_STATES for one in answer.items):
        raise nonsense(f"{reference} is {answer.state.value}, and items of it are open")
    return answer


def _refuse_other_plan(order: StoredOrder, answer: OrderAnswer, digest: str | None) -> None:
    """References count per day: another installation for this customer may have given the same one to its own order."""
    if answer.plan_digest not in {None, digest}:
        raise nonsense(f"{order.reference} is the reference of an order of another plan", permanent=True)


def _ended(item: ItemAnswer, state: OrderState) -> ItemAnswer:
    return item if item.state in FINAL_ORDER_STATES else replace(item, state=state)
