"""Knows which numbers of a plan are no longer held for it."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from trunkload.inventory.account import NumberState
from trunkload.inventory.allocation import KEPT
from trunkload.storage.account_tables import number
from trunkload.storage.order_tables import order_item, product_order


@dataclass(frozen=True, slots=True)
class LostNumber:
    """A number of the plan that is not held for it; `state` is None where the account does not have it any more,
    `holder` an import, a workplace or a function."""

    row: int
    number: str
    state: NumberState | None
    holder: str | None


def lost_numbers(conn: Connection, import_id: str) -> tuple[LostNumber, ...]:
    """By row; a workplace that keeps its number needs no hold."""
    held = (number.c.state == NumberState.HELD) & (number.c.import_id == import_id)
    query = (
        select(
            order_item.c.row,
            order_item.c.number,
            number.c.state,
            func.coalesce(number.c.import_id, number.c.holder).label("holder"),
        )
        .join(product_order)
        .outerjoin(number, number.c.e164 == order_item.c.number)
        .where(
            product_order.c.import_id == import_id,
            order_item.c.reason != KEPT,
            number.c.e164.is_(None) | ~func.coalesce(held, False),
        )
        .order_by(order_item.c.row)
    )
    return tuple(
        LostNumber(row, e164, None if state is None else NumberState(state), holder)
        for row, e164, state, holder in conn.execute(query).tuples()
    )
