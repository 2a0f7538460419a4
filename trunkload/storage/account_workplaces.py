"""Knows the workplaces: those that the carrier has, and those that our own orders are about to make."""

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    cast,
    delete,
    exists,
    insert,
    literal,
    null,
    select,
    update,
)

from trunkload.inventory.account import WORKPLACE_COLUMNS
from trunkload.orders.states import OrderState, ReadBack
from trunkload.storage.account_tables import workplace
from trunkload.storage.frames import read_frame, write_frame
from trunkload.storage.order_tables import NO_CLAIMS, order_item, product_order

CARRIER_COLUMNS = tuple(column.name for column in workplace.c)
OURS = ("employee_key", "identity_key", "row_digest")
"""What only our own item knows of a workplace."""


def save_workplaces(conn: Connection, told: pd.DataFrame) -> None:
    """Replace the carrier's workplaces; a person whose workplace was removed there can be ordered again."""
    conn.execute(delete(workplace))
    rows = told.rename_axis("id").reset_index().loc[:, list(CARRIER_COLUMNS)]
    write_frame(conn, insert(workplace), rows)
    # Only what was once read back counts: a fresh workplace may be missing from the carrier's list for a while.
    seen = order_item.c.read_back.in_([ReadBack.EQUAL, ReadBack.DIFFERENT])
    conn.execute(
        update(order_item)
        .where(order_item.c.state == OrderState.COMPLETED, order_item.c.claim_number.is_not(None), seen, ~_exists())
        .values(NO_CLAIMS)
    )


def read_workplaces(conn: Connection) -> pd.DataFrame:
    """Shape of `Account.workplaces`; an active workplace that we ordered carries our keys too."""
    active, planned = read_frame(conn, _active(), index="id"), read_frame(conn, _planned(), index="id")
    return pd.concat([active, planned])[list(WORKPLACE_COLUMNS)].rename_axis("workplace_id")


def _exists() -> ColumnElement[bool]:
    """The carrier lists a workplace on the item's number."""
    return exists().where(workplace.c.number == order_item.c.number).correlate(order_item)


def _active() -> Select[tuple[object, ...]]:
    ours = workplace.outerjoin(order_item, order_item.c.claim_number == workplace.c.number).outerjoin(product_order)
    return select(
        *workplace.c,
        literal("active").label("state"),
        product_order.c.import_id,
        *(order_item.c[name] for name in OURS),
    ).select_from(ours)


def _planned() -> Select[tuple[object, ...]]:
    known = {column.name for column in order_item.c}
    columns = [order_item.c[name] for name in CARRIER_COLUMNS if name in known]
    unknown = [cast(null(), Text).label(name) for name in ("package_since", "activated_on")]
    key = order_item.c.order_reference + "/" + cast(order_item.c.row, Text)
    return (
        select(
            key.label("id"),
            *columns,
            *unknown,
            literal("planned").label("state"),
            product_order.c.import_id,
            *(order_item.c[name] for name in OURS),
        )
        .select_from(order_item.join(product_order))
        .where(order_item.c.claim_number.is_not(None), ~_exists())
    )
