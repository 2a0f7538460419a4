"""Knows whose a number is once an order is completed: the new workplace's, or nobody's for a while."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from trunkload.inventory.account import NumberState
from trunkload.orders.states import OrderState
from trunkload.storage.account_tables import number, workplace
from trunkload.storage.moving import Note, Why, move_where
from trunkload.storage.order_tables import order_item, product_order
from trunkload.validation.actions.action import Action


def assign_numbers(conn: Connection, reference: str, who: str) -> int:
    """Give the numbers of the order's completed items to their workplaces; returns how many were still only held."""
    item = (
        select(order_item.c.workplace_id, product_order.c.import_id)
        .join(product_order)
        .where(
            order_item.c.order_reference == reference,
            order_item.c.state == OrderState.COMPLETED,
            order_item.c.claim_number == number.c.e164,
            product_order.c.import_id == number.c.import_id,
        )
        .correlate(number)
    )
    holder = item.with_only_columns(order_item.c.workplace_id).scalar_subquery()
    import_id = conn.execute(select(product_order.c.import_id).where(product_order.c.reference == reference)).scalar()
    note = Note(who, reference, import_id)
    # Named first, so that the database looks at these numbers only.
    named = number.c.e164.in_(select(order_item.c.claim_number).where(order_item.c.order_reference == reference))
    which = named & item.exists()
    return len(move_where(conn, NumberState.HELD, which, NumberState.ASSIGNED, note, holder=holder))


def rest_numbers(conn: Connection, reference: str, until: date, who: str) -> int:
    """Let the numbers rest that the order's completed items have left; returns how many. They are free again on
    `until`, and not before.

    A workplace that was deleted leaves its number, one with another number leaves the old one.
    """
    import_id = conn.execute(select(product_order.c.import_id).where(product_order.c.reference == reference)).scalar()
    left = {Why.ENDED: _of_deleted(reference), Why.NUMBER_CHANGED: _of_changed(reference)}
    return sum(_rest(conn, which, until, Note(who, why, import_id)) for why, which in left.items())


def _rest(conn: Connection, which: ColumnElement[bool], until: date, note: Note) -> int:
    """Also where a snapshot of the carrier was quicker to say that it rests, without a day."""
    day = until.isoformat()
    dayless = which & number.c.available_from.is_(None)
    rested = [
        move_where(conn, state, numbers, NumberState.RESTING, note, holder=None, available_from=day)
        for state, numbers in ((NumberState.RESTING, dayless), (NumberState.ASSIGNED, which))
    ]
    return sum(map(len, rested))


def _of_deleted(reference: str) -> ColumnElement[bool]:
    item = select(order_item.c.row).where(
        order_item.c.order_reference == reference,
        order_item.c.state == OrderState.COMPLETED,
        order_item.c.action == Action.DELETE,
        order_item.c.number == number.c.e164,
        # Somebody else may have it already.
        order_item.c.of_workplace == func.coalesce(number.c.holder, order_item.c.of_workplace),
    )
    named = select(order_item.c.number).where(order_item.c.order_reference == reference)
    return number.c.e164.in_(named) & item.correlate(number).exists()


def _of_changed(reference: str) -> ColumnElement[bool]:
    item = (
        select(order_item.c.row)
        .join(workplace, workplace.c.id == order_item.c.of_workplace)
        .where(
            order_item.c.order_reference == reference,
            order_item.c.state == OrderState.COMPLETED,
            order_item.c.action == Action.MODIFY,
            order_item.c.number != workplace.c.number,
            workplace.c.number == number.c.e164,
        )
    )
    named = select(workplace.c.number).join(order_item, order_item.c.of_workplace == workplace.c.id)
    return number.c.e164.in_(named.where(order_item.c.order_reference == reference)) & item.correlate(number).exists()
