"""Knows what of a plan does not stand any more: numbers that are no longer held for it, workplaces that changed."""

from dataclasses import dataclass

from sqlalchemy import Connection, case, func, or_, select

from trunkload.inventory.account import NumberState, Package
from trunkload.inventory.allocation import KEPT
from trunkload.storage.account_tables import number, workplace
from trunkload.storage.order_tables import order_item, product_order


@dataclass(frozen=True, slots=True)
class LostNumber:
    """A number of the plan that is not held for it; `state` is None where the account does not have it any more,
    `holder` an import, a workplace or a function."""

    row: int
    number: str
    state: NumberState | None
    holder: str | None


@dataclass(frozen=True, slots=True)
class ChangedWorkplace:
    """A workplace that the plan changes or deletes and that is not as it was: `number` is the other one that it has
    now, or None; `package` is that of now, None where the workplace is gone."""

    row: int
    username: str
    number_before: str
    number: str | None
    package_before: str
    package: str | None


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


def changed_workplaces(conn: Connection, import_id: str) -> tuple[ChangedWorkplace, ...]:
    """By row; an own number is compared where the workplace keeps it, the package always."""
    other_number = (order_item.c.reason == KEPT) & (workplace.c.number != order_item.c.number)
    package = func.coalesce(workplace.c.package, Package.NONE)
    query = (
        select(
            order_item.c.row,
            order_item.c.username,
            order_item.c.number,
            case((other_number, workplace.c.number)).label("now"),
            order_item.c.package_before,
            workplace.c.id,
            package,
        )
        .join(product_order)
        .outerjoin(workplace, workplace.c.id == order_item.c.of_workplace)
        .where(
            product_order.c.import_id == import_id,
            order_item.c.of_workplace.is_not(None),
            or_(workplace.c.id.is_(None), other_number, package != order_item.c.package_before),
        )
        .order_by(order_item.c.row)
    )
    return tuple(
        ChangedWorkplace(row, username, before, now, package_before, None if place is None else package_now)
        for row, username, before, now, package_before, place, package_now in conn.execute(query).tuples()
    )
