"""Knows the numbers that an import keeps for people whose rows are not right yet, and who takes them over."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Connection, delete, exists, insert, literal, select

from trunkload.inventory.account import NumberState
from trunkload.storage.account_tables import kept_number, number
from trunkload.storage.among import among
from trunkload.storage.frames import write_frame
from trunkload.storage.holding import Hold
from trunkload.storage.moving import Why, move_where
from trunkload.storage.order_tables import order_item, product_order


def save_kept(conn: Connection, import_id: str, kept_back: pd.DataFrame) -> None:
    """Store for whom the import keeps numbers that it holds already; shape of `Allocation.kept_back`."""
    rows = kept_back.rename_axis("row").reset_index().rename(columns={"number": "e164"})
    write_frame(conn, insert(kept_number).values(import_id=import_id), rows)


def keep_for_rows(conn: Connection, import_id: str, rows: Sequence[int]) -> None:
    """Keep what the import holds for these rows, although their items have failed: the number was not why."""
    who = (order_item.c.row, order_item.c.employee_key, order_item.c.identity_key)
    held = (number.c.state == NumberState.HELD) & (number.c.import_id == import_id)
    kept = exists().where(kept_number.c.e164 == order_item.c.number).correlate(order_item)
    items = (
        select(order_item.c.number, literal(import_id), *who)
        .join(product_order)
        .join(number, number.c.e164 == order_item.c.number)
        .where(product_order.c.import_id == import_id, order_item.c.row.in_(rows), held, ~kept)
    )
    columns = ["e164", "import_id", "row", "employee_key", "identity_key"]
    conn.execute(insert(kept_number).from_select(columns, items))


def take_over_kept(conn: Connection, waiting: pd.Series, hold: Hold) -> frozenset[str]:
    """Hold what earlier imports keep for the same people; answers the numbers that wait for nobody any more.

    `waiting`: index = E.164 number, values = the import that was seen to keep it.
    """
    keepers = waiting.groupby(waiting)
    taken = {one for keeper, numbers in keepers for one in _take(conn, list(numbers.index), str(keeper), hold)}
    return frozenset(waiting.index).difference(taken)


def _take(conn: Connection, numbers: Sequence[str], keeper: str, hold: Hold) -> tuple[str, ...]:
    kept = (kept_number.c.e164 == number.c.e164) & (kept_number.c.import_id == keeper)
    waits = (number.c.import_id == keeper) & exists().where(kept).correlate(number)
    asked = number.c.e164.in_(among(conn, numbers)) & waits
    held = NumberState.HELD
    taken = move_where(conn, held, asked, held, hold.note(Why.TAKEN_OVER), **hold.values())
    conn.execute(delete(kept_number).where(kept_number.c.e164.in_(among(conn, taken))))
    return taken


def forget_lost(conn: Connection) -> None:
    """Nobody waits for a number any more that the import does not hold: it lapsed, or the carrier disposed of it."""
    held = (number.c.e164 == kept_number.c.e164) & (number.c.import_id == kept_number.c.import_id)
    conn.execute(delete(kept_number).where(~exists().where(held).correlate(kept_number)))
