"""Knows how an order waits while the carrier maintains its systems: late, then done."""

from sqlalchemy import Connection

from trunkload.portal.rehearsal.order_store import OrderRecord, claim_step, read_order, set_item_states, set_state

_WAITING = {"acknowledged": "pending", "inProgress": "held"}
"""The arrows of TMF622's diagram into waiting; both lead back to inProgress."""


def hold_back(connection: Connection, order: OrderRecord, lasting: bool) -> OrderRecord | None:
    """The order as it waits, or as it goes on with one step after waiting; None where it never waited."""
    if lasting:
        state = _WAITING.get(order.state, order.state)
    elif order.state in _WAITING.values():
        state = "inProgress"
    else:
        return None
    if state != order.state:
        claim_step(connection, order.id)
        set_state(connection, order.id, state)
        set_item_states(connection, order.id, state)
    return read_order(connection, order.id)
