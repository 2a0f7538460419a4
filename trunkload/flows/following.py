"""Follows orders to their end and closes the import."""

import time
from functools import partial

from trunkload.flows.concurrently import concurrently
from trunkload.flows.confirming import queue_confirmation
from trunkload.flows.patience import patiently
from trunkload.flows.stored import items_of_import, keep_answer, known_import
from trunkload.flows.wiring import House
from trunkload.orders.states import FINAL_ORDER_STATES, ImportState
from trunkload.portal.protocol import Portal
from trunkload.storage import audit, imports, orders, plans
from trunkload.storage.database import reading, writing
from trunkload.storage.moving import Why
from trunkload.storage.releasing import release_numbers


def follow_to_the_end(house: House, import_id: str) -> None:
    """Ask for every order until the carrier calls it final, or until `carrier.follow_seconds` are over."""
    portal = house.open_portal()
    carrier = house.settings.carrier
    pause = 0.0 if carrier.kind == "rehearsal" else carrier.poll_seconds
    deadline = time.monotonic() + carrier.follow_seconds
    while True:
        with reading(house.ledger) as conn:
            open_orders = [order for order in orders.orders_not_final(conn, import_id) if order.carrier_id]
        concurrently(carrier.concurrency, partial(_look, house, portal), open_orders)
        if not open_orders or not carrier.answers_by_itself or time.monotonic() > deadline:
            return
        house.wait(pause)


def _look(house: House, portal: Portal, order: plans.StoredOrder) -> None:
    keep_answer(house, order, patiently(house, partial(portal.read_order, str(order.carrier_id))))


def finish_import(house: House, import_id: str) -> imports.ImportRecord:
    """Close the import once every order is final: done only where every row was read back equal (promise 7)."""
    with writing(house.ledger) as conn:
        record = known_import(conn, import_id)
        stored = plans.read_orders(conn, import_id)
        if any(order.state not in FINAL_ORDER_STATES for order in stored):
            return record
        items = items_of_import(conn, import_id)
        release_numbers(conn, import_id, house.settings.user, Why.NOT_ORDERED)
        green = all(item.as_ordered for item in items)
        state = ImportState.DONE if green else ImportState.PARTLY_DONE
        moved = imports.move_import(conn, import_id, {ImportState.SUBMITTING}, state, finished_at=house.clock())
        if moved:
            audit.note(conn, house.settings.user, audit.Deed(state.value), import_id, items=len(items))
            queue_confirmation(conn, house, import_id)
        return known_import(conn, import_id)
