"""Knows how a Plan is kept: its orders and items, with the claims that keep others away from them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import asdict

import pandas as pd
from sqlalchemy import Connection, delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from trunkload.inventory.allocation import KEPT
from trunkload.orders.plan import ITEM_COLUMNS, Plan
from trunkload.orders.states import OrderState
from trunkload.storage.account_tables import workplace
from trunkload.storage.failures import ClaimLost
from trunkload.storage.frames import read_frame, write_frame
from trunkload.storage.order_tables import order_item, product_order
from trunkload.validation.actions.action import Action

CLAIM = re.compile("claim_(number|username|internal_number|employee|identity)")


def save_plan(conn: Connection, plan: Plan) -> None:
    """Store the plan's orders and items as drafts; ClaimLost where another order has one of its numbers or people."""
    if not plan.orders:
        return
    orders = [asdict(order) | {"import_id": plan.import_id, "state": OrderState.DRAFT} for order in plan.orders]
    conn.execute(insert(product_order), orders)
    items = plan.items.rename_axis("row").reset_index()
    try:
        write_frame(conn, insert(order_item).values(state=OrderState.DRAFT), items.assign(**_claims(items)))
        _claim_new_internals(conn, [order.reference for order in plan.orders])
    except IntegrityError as error:
        lost = CLAIM.search(str(error.orig))
        if lost is None:
            raise
        raise ClaimLost(lost[1]) from None


def read_plan_items(conn: Connection, import_id: str) -> pd.DataFrame:
    """Shape of `Plan.items`, in the order of the sheet's rows."""
    columns = (order_item.c[name] for name in ITEM_COLUMNS)
    query = select(order_item.c.row, *columns).join(product_order).where(product_order.c.import_id == import_id)
    frame = read_frame(conn, query, index="row")
    return frame.set_index(frame.index.astype("int64")).sort_index()


def take_out(conn: Connection, import_id: str, rows: Collection[int]) -> None:
    """The plan goes on without these rows: their items are gone with all that they claimed, and so are orders that
    have no item left. For drafts only: nothing of them was ever sent."""
    orders = select(product_order.c.reference).where(product_order.c.import_id == import_id)
    conn.execute(delete(order_item).where(order_item.c.order_reference.in_(orders), order_item.c.row.in_(rows)))
    items = select(func.count()).where(order_item.c.order_reference == product_order.c.reference).scalar_subquery()
    conn.execute(update(product_order).where(product_order.c.import_id == import_id).values(size=items))
    conn.execute(delete(product_order).where(product_order.c.import_id == import_id, product_order.c.size == 0))


def drop_plan(conn: Connection, import_id: str) -> None:
    """Its orders and items are gone; for a plan that was given up, and of which nothing was ever sent."""
    orders = select(product_order.c.reference).where(product_order.c.import_id == import_id)
    conn.execute(delete(order_item).where(order_item.c.order_reference.in_(orders)))
    conn.execute(delete(product_order).where(product_order.c.import_id == import_id))


def _claims(items: pd.DataFrame) -> dict[str, pd.Series]:
    """What an item keeps for itself while it is alive (promises 3 and 5).

    A person is kept once for a new workplace and once for what becomes of one that is there; a workplace that keeps
    its number has that already.
    """
    adds = items["action"] == Action.ADD
    new_number = items["reason"] != KEPT
    about = items["action"].where(adds, "change") + ":"
    return {
        "claim_number": items["number"].where(new_number),
        "claim_username": items["username"].where(adds),
        "claim_internal_number": items["internal_number"].where(adds),
        "claim_employee": about + items["employee_key"],
        "claim_identity": about + items["identity_key"],
    }


def _claim_new_internals(conn: Connection, references: Sequence[str]) -> None:
    """R-04: a change keeps another internal number for itself, as a new workplace does."""
    own = exists().where(
        workplace.c.id == order_item.c.of_workplace, workplace.c.internal_number == order_item.c.internal_number
    )
    changed = order_item.c.order_reference.in_(references) & (order_item.c.action == Action.MODIFY) & ~own
    conn.execute(update(order_item).where(changed).values(claim_internal_number=order_item.c.internal_number))
