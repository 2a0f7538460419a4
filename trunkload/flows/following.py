"""Follows orders to their end and closes the import."""

import random
import time
from collections.abc import Callable, Sequence
from functools import partial

from trunkload.flows.answers import keep_answer
from trunkload.flows.concurrently import concurrently
from trunkload.flows.confirming import queue_confirmation
from trunkload.flows.hints import Wait, woken_by_carrier
from trunkload.flows.patience import patiently
from trunkload.flows.polling import Rhythm
from trunkload.flows.stored import items_of_import, known_import
from trunkload.flows.wiring import House
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.orders.states import FINAL_ORDER_STATES, ImportState, OrderState
from trunkload.portal.protocol import OrderAnswer, Portal, PortalError, PortalProblem
from trunkload.storage import audit, imports, ordered, orders
from trunkload.storage.database import reading, writing
from trunkload.storage.moving import Why
from trunkload.storage.releasing import release_numbers


def follow_to_the_end(house: House, import_id: str) -> None:
    """Ask for every order until the carrier calls it final, or until `carrier.follow_seconds` are over."""
    if _open_orders(house, import_id):
        portal = house.open_portal()
        with woken_by_carrier(house, portal) as wait:
            _look_again_and_again(house, portal, import_id, wait)


def _look_again_and_again(house: House, portal: Portal, import_id: str, wait: Wait) -> None:
    carrier = house.settings.carrier
    rehearsing = carrier.kind == "rehearsal"
    rhythm = Rhythm.between(0.0, 0.0) if rehearsing else Rhythm.between(carrier.poll_seconds, carrier.poll_max_seconds)
    deadline = time.monotonic() + carrier.follow_seconds
    while open_orders := _open_orders(house, import_id):
        look = _look_at_all(house, portal, open_orders)
        left = deadline - time.monotonic()
        if not carrier.answers_by_itself or left < 0:
            return
        if _open_orders(house, import_id):
            rhythm = rhythm.after(look)
            wait(min(rhythm.seconds(random.random), left))


def _open_orders(house: House, import_id: str) -> list[ordered.StoredOrder]:
    """Those that the carrier has and that are not final."""
    with reading(house.ledger) as conn:
        return [order for order in orders.orders_not_final(conn, import_id) if order.carrier_id]


def _look_at_all(house: House, portal: Portal, open_orders: Sequence[ordered.StoredOrder]) -> list[OrderAnswer]:
    """An order of which the carrier talks nonsense is left for the next look, as long as others come to their end."""
    carrier = house.settings.carrier
    if carrier.answers_by_itself:
        told = concurrently(carrier.concurrency, partial(_glance_at, house, portal), open_orders)
        answers = [one for one in told if one is not None]
        if answers:
            return answers
    return concurrently(carrier.concurrency, partial(_look_at, house, portal), open_orders)


def _glance_at(house: House, portal: Portal, order: ordered.StoredOrder) -> OrderAnswer | None:
    """None after a failure that is about this order alone."""
    return patiently(house, partial(_unless_about_it, partial(_ask, house, portal, order)))


def _unless_about_it(ask: Callable[[], OrderAnswer]) -> OrderAnswer | None:
    try:
        return ask()
    except PortalError as failed:
        if failed.problem not in {PortalProblem.NONSENSE, PortalProblem.TOO_MUCH, PortalProblem.REFUSED}:
            raise
        return None


def _look_at(house: House, portal: Portal, order: ordered.StoredOrder) -> OrderAnswer:
    return patiently(house, partial(_ask, house, portal, order))


def _ask(house: House, portal: Portal, order: ordered.StoredOrder) -> OrderAnswer:
    answer = portal.read_order(str(order.carrier_id))
    keep_answer(house, order, answer)
    return answer


def finish_import(house: House, import_id: str) -> imports.ImportRecord:
    """Close the import once every order is final and what was completed is read back: done only where every row was
    read back equal (promise 7).

    Another process may have stored an answer since this one has read back; it, or the next run, closes the import.
    """
    with writing(house.ledger) as conn:
        record = known_import(conn, import_id)
        stored = ordered.read_orders(conn, import_id)
        if any(order.state not in FINAL_ORDER_STATES for order in stored):
            return record
        items = items_of_import(conn, import_id)
        if any(item.state is OrderState.COMPLETED and item.read_back is None for item in items):
            return record
        release_numbers(conn, import_id, house.settings.user, Why.NOT_ORDERED)
        green = all(item.as_ordered for item in items)
        state = ImportState.DONE if green else ImportState.PARTLY_DONE
        moved = imports.move_import(conn, import_id, {ImportState.SUBMITTING}, state, finished_at=house.clock())
        if moved:
            audit.note(conn, house.settings.user, audit.Deed(state.value), import_id, items=len(items))
            queue_confirmation(conn, house, import_id)
        finished = known_import(conn, import_id)
    if moved:
        tell(Event.IMPORT_CLOSED, import__id=import_id, import__state=state)
    return finished
