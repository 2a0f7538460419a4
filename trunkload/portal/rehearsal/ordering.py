"""Knows the life of an order at the rehearsal carrier: placed, and one step further whenever it is read."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from sqlalchemy import Connection, Engine, select

from trunkload.portal.rehearsal.activating import activate
from trunkload.portal.rehearsal.database import next_ids
from trunkload.portal.rehearsal.events import note_change
from trunkload.portal.rehearsal.handing_over import queue_handovers
from trunkload.portal.rehearsal.order_form import read_order_form, refuse_unofficial
from trunkload.portal.rehearsal.order_store import (
    FINAL_STATES,
    OrderRecord,
    canonical,
    claim_step,
    insert_order,
    read_order,
    read_orders,
    set_item_states,
    set_state,
)
from trunkload.portal.rehearsal.refusal import CarrierRefusal, Issue
from trunkload.portal.rehearsal.tables import customer, number, trunk
from trunkload.portal.rehearsal.wish import OrderWish

_NOT_STARTED = frozenset({"acknowledged", "pending", "held"})


def place(engine: Engine, body: object, batch_limit: int, now: datetime) -> OrderRecord:
    """The order; the same reference and body again is the order that exists (README, profile)."""
    wish = read_order_form(body, batch_limit)
    refuse_unofficial(body)
    with engine.begin() as connection:
        order_id = f"po-{next_ids(connection, 'order')[0]}"
        existing = _existing(connection, wish)
        if existing is not None:
            return existing
        _check_references(connection, wish)
        insert_order(connection, order_id, wish, _text(now))
        note_change(connection, order_id, now)
        return _found(read_order(connection, order_id))


def read_on(engine: Engine, order_id: str, now: Callable[[], datetime]) -> OrderRecord:
    """The order after one step more; the last step activates, and queues the credentials of who is new."""
    with engine.connect() as connection:
        order = _found(read_order(connection, order_id))
    if order.state in FINAL_STATES:
        return order
    with engine.begin() as connection:
        claim_step(connection, order_id)
        order = _found(read_order(connection, order_id))
        if order.state in _NOT_STARTED:
            set_state(connection, order_id, "inProgress")
            set_item_states(connection, order_id, "inProgress")
        elif order.state == "inProgress":
            _finish(connection, order, now())
        else:
            return order
        note_change(connection, order_id, now())
        return _found(read_order(connection, order_id))


def _finish(connection: Connection, order: OrderRecord, now: datetime) -> None:
    wish = read_order_form(order.body, len(order.items))
    state, new = activate(connection, order.id, wish, now.date().isoformat())
    set_state(connection, order.id, state, ended_at=_text(now))
    queue_handovers(connection, new, now)


def _found(order: OrderRecord | None) -> OrderRecord:
    if order is None:
        raise CarrierRefusal(HTTPStatus.NOT_FOUND, "ORDER_UNKNOWN", "no order has this id")
    return order


def _existing(connection: Connection, wish: OrderWish) -> OrderRecord | None:
    filters = {"customer_id": wish.customer_id, "external_id": wish.external_id}
    order = next(iter(read_orders(connection, filters, 0, 1)), None)
    if order is not None and canonical(order.body) != canonical(wish.body):
        reason = f"{wish.external_id} is the reference of {order.id}, which is another order"
        raise CarrierRefusal(HTTPStatus.CONFLICT, "REFERENCE_IN_USE", reason)
    return order


def _check_references(connection: Connection, wish: OrderWish) -> None:
    """What is named must be there and belong together (S-01, R-01); what is still free is seen at activation."""
    own = wish.customer_id
    if connection.scalar(select(customer.c.id).where(customer.c.id == own)) is None:
        raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "CUSTOMER_UNKNOWN", f"no customer has the id {own}")
    trunks = set(connection.scalars(select(trunk.c.id).where(trunk.c.customer_id == own)))
    asked = select(number.c.e164, number.c.trunk).where(
        number.c.customer_id == own, number.c.e164.in_([one.number for one in wish.wishes])
    )
    trunk_of = {e164: name for e164, name in connection.execute(asked)}  # noqa: C416 - dict() would lose the types
    issues = []
    for at, one in enumerate(wish.wishes):
        path = f"/productOrderItem/{at}/product"
        if one.trunk not in trunks:
            issues.append(Issue("TRUNK_UNKNOWN", f"{path}/productRelationship", f"no trunk has the id {one.trunk}"))
        elif trunk_of.get(one.number) != one.trunk:
            issues.append(Issue("NUMBER_UNKNOWN", f"{path}/realizingResource", f"{one.number} is not on {one.trunk}"))
    if issues:
        reason = "the order names what is not there"
        raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "REFERENCE_NOT_FOUND", reason, tuple(issues))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
