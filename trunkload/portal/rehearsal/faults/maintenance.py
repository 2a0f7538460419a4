"""Knows how an order waits while the carrier maintains its systems: late, then done."""

from datetime import datetime

from sqlalchemy import Connection

from trunkload.portal.rehearsal.events import note_change
from trunkload.portal.rehearsal.order_store import OrderRecord, claim_step, read_order, set_item_states, set_state

_WAITING = {"acknowledged": "pending", "inProgress": "held"}
"""The arrows of TMF622's diagram into waiting; both lead back to inProgress."""


def hold_back(connection: Connection, order: OrderRecord, now: datetime) -> OrderRecord | None:
    """The order as it waits; it goes on when it is read after the maintenance."""
    state = _WAITING.get(order.state, order.state)
    if state != order.state:
        claim_step(connection, order.id)
        set_state(connection, order.id, state)
        set_item_states(connection, order.id, state)
        note_change(connection, order.id, now)
    return read_order(connection, order.id)
