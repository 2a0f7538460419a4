"""Knows how what became of an import's items is read from the ledger."""

from sqlalchemy import Connection

from trunkload.orders.outcome import Outcome
from trunkload.orders.states import ImportState
from trunkload.storage.imports import ImportRecord
from trunkload.storage.items import StoredItem, read_items
from trunkload.storage.ordered import StoredOrder, read_orders

ORDERED = frozenset({ImportState.APPROVED, ImportState.SUBMITTING, ImportState.DONE, ImportState.PARTLY_DONE})


def outcomes_of(conn: Connection, record: ImportRecord) -> tuple[Outcome, ...]:
    """By row; none as long as nobody has approved the plan, and none of a plan that was given up."""
    if record.state not in ORDERED:
        return ()
    orders = read_orders(conn, record.id)
    found = [outcome_of(order, item) for order in orders for item in read_items(conn, order.reference)]
    return tuple(sorted(found, key=lambda one: one.row))


def outcome_of(order: StoredOrder, item: StoredItem) -> Outcome:
    """What became of one item of the order."""
    return Outcome(
        row=item.row,
        action=item.action,
        reference=order.reference,
        order_state=order.state,
        state=item.state,
        carrier_order=order.carrier_id,
        workplace_id=item.workplace_id,
        carrier_code=item.carrier_code,
        carrier_reason=item.carrier_reason,
        read_back=item.read_back,
        differing=item.differing,
        finished_at=order.finished_at,
    )
