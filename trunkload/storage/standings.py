"""Knows how the items of an import's orders stand: counted by the database, and found page by page."""

from collections.abc import Collection
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from trunkload.orders.states import OrderState, ReadBack
from trunkload.storage.items import StoredItem, stored_item
from trunkload.storage.order_tables import order_item, product_order
from trunkload.storage.ordered import StoredOrder, stored_order

Pair = tuple[OrderState, ReadBack | None]
"""How an item stands: its state, and what was read back of it."""


@dataclass(frozen=True, slots=True)
class Stand:
    """So many items stand so."""

    state: OrderState
    read_back: ReadBack | None
    items: int


def count_stands(conn: Connection, import_id: str) -> tuple[Stand, ...]:
    """Of the whole import."""
    own = select(product_order.c.reference).where(product_order.c.import_id == import_id)
    by_order = _by_order(order_item.c.order_reference.in_(own)).subquery()
    how = by_order.c.state, by_order.c.read_back
    query = select(*how, func.sum(by_order.c["items"])).group_by(*how).order_by(*how)
    return tuple(_stand(*row) for row in conn.execute(query))


def count_stands_of(conn: Connection, references: Collection[str]) -> dict[str, tuple[Stand, ...]]:
    """Of each of a few orders."""
    found: dict[str, tuple[Stand, ...]] = dict.fromkeys(references, ())
    for reference, *stand in conn.execute(_by_order(order_item.c.order_reference.in_(references))):
        found[reference] = (*found[reference], _stand(*stand))
    return found


def count_orders(conn: Connection, import_id: str) -> int:
    query = select(func.count()).select_from(product_order).where(product_order.c.import_id == import_id)
    return conn.execute(query).scalar_one()


def _by_order(those: ColumnElement[bool]) -> Select[tuple[str, str, str | None, int]]:
    """In the order of the index in which all of it stands, so that nothing is sorted."""
    how = order_item.c.order_reference, order_item.c.state, order_item.c.read_back
    return select(*how, func.count().label("items")).where(those).group_by(*how)


def _stand(state: str, read_back: str | None, items: int) -> Stand:
    return Stand(OrderState(state), None if read_back is None else ReadBack(read_back), int(items))


def page_of_orders(conn: Connection, import_id: str, most: int) -> tuple[StoredOrder, ...]:
    """So many orders of the import: those that are not completed first, then by batch."""
    is_done = case((product_order.c.state == OrderState.COMPLETED, 1), else_=0)
    query = select(product_order).where(product_order.c.import_id == import_id)
    rows = conn.execute(query.order_by(is_done, product_order.c.batch).limit(most)).mappings()
    return tuple(stored_order(row) for row in rows)


def page_of_items(
    conn: Connection, import_id: str, pairs: Collection[Pair], first: int, most: int
) -> tuple[tuple[StoredOrder, StoredItem], ...]:
    """Of the items that stand like one of `pairs`, by row, `most` from the one at `first` on, each with its order."""
    mine = and_(product_order.c.import_id == import_id, or_(*(_is(pair) for pair in pairs)))
    key = order_item.c.order_reference, order_item.c.row
    keys = select(*key).join(product_order).where(mine).order_by(order_item.c.row).limit(most).offset(first).subquery()
    columns = [order_item.c[field.name].label(f"item_{field.name}") for field in fields(StoredItem)]
    is_key = and_(order_item.c.order_reference == keys.c.order_reference, order_item.c.row == keys.c.row)
    query = select(product_order, *columns).select_from(keys.join(order_item, is_key).join(product_order))
    names = [field.name for field in fields(StoredItem)]
    return tuple(
        (
            stored_order({column.name: row[column.name] for column in product_order.c}),
            stored_item({name: row[f"item_{name}"] for name in names}),
        )
        for row in conn.execute(query.order_by(order_item.c.row)).mappings()
    )


def _is(pair: Pair) -> ColumnElement[bool]:
    state, read_back = pair
    return and_(order_item.c.state == state, order_item.c.read_back.is_not_distinct_from(read_back))
