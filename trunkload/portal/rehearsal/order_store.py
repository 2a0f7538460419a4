"""Knows how orders lie in the rehearsal carrier's database."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from trunkload.portal.json_shape import Json
from trunkload.portal.rehearsal.tables import order_item, product_order
from trunkload.portal.rehearsal.wish import OrderWish

FINAL_STATES = frozenset({"completed", "partial", "failed", "cancelled"})


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """What became of one item so far."""

    item_id: str
    state: str
    workplace_id: str | None
    code: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """One order; `body` is what was sent, times are ISO text in UTC."""

    id: str
    customer_id: str
    body: Json
    state: str
    ordered_at: str
    ended_at: str | None
    cancellation_reason: str | None
    items: dict[str, ItemRecord]


def canonical(body: Json) -> str:
    """One text for one body, whatever the order of its keys."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def insert_order(connection: Connection, order_id: str, wish: OrderWish, at: str) -> None:
    order = {"id": order_id, "customer_id": wish.customer_id, "external_id": wish.external_id}
    connection.execute(
        insert(product_order).values(**order, body=canonical(wish.body), state="acknowledged", ordered_at=at)
    )
    items = [{"order_id": order_id, "item_id": item_id, "state": "acknowledged"} for item_id in wish.item_ids]
    connection.execute(insert(order_item), items)


def read_order(connection: Connection, order_id: str) -> OrderRecord | None:
    return next(iter(read_orders(connection, {"id": order_id}, 0, 1)), None)


def read_orders(connection: Connection, filters: dict[str, str], offset: int, limit: int) -> list[OrderRecord]:
    """Orders with these column values, oldest first."""
    chosen = select(product_order).filter_by(**filters).order_by(product_order.c.ordered_at, product_order.c.id)
    orders = connection.execute(chosen.offset(offset).limit(limit)).all()
    items: dict[str, dict[str, ItemRecord]] = {order.id: {} for order in orders}
    for row in connection.execute(select(order_item).where(order_item.c.order_id.in_(items))):
        items[row.order_id][row.item_id] = ItemRecord(*row[1:])
    return [
        OrderRecord(
            id=order.id,
            customer_id=order.customer_id,
            body=json.loads(order.body),
            state=order.state,
            ordered_at=order.ordered_at,
            ended_at=order.ended_at,
            cancellation_reason=order.cancellation_reason,
            items=items[order.id],
        )
        for order in orders
    ]


def count_orders(connection: Connection, filters: dict[str, str]) -> int:
    return connection.scalar(select(func.count()).select_from(product_order).filter_by(**filters)) or 0


def claim_step(connection: Connection, order_id: str) -> None:
    """Count one more reading. Being a write, it keeps every other process from taking the same step."""
    connection.execute(
        update(product_order).where(product_order.c.id == order_id).values(reads=product_order.c.reads + 1)
    )


def set_state(connection: Connection, order_id: str, state: str, **columns: str | None) -> None:
    connection.execute(update(product_order).where(product_order.c.id == order_id).values(state=state, **columns))


def set_item_states(connection: Connection, order_id: str, state: str) -> None:
    connection.execute(update(order_item).where(order_item.c.order_id == order_id).values(state=state))
