"""Knows an order as it is stored, and how the orders of an import are found again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from trunkload.orders.states import OrderState
from trunkload.storage.order_tables import product_order


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """One order as stored: the batch, and where it stands at the carrier. `sender` has it in hand until
    `sending_until`; `fence` counts all who ever had."""

    reference: str
    import_id: str
    batch: int
    trunk: str
    start_date: date | None
    size: int
    state: OrderState
    carrier_id: str | None
    sent_at: datetime | None
    answered_at: datetime | None
    finished_at: datetime | None
    fence: int = 0
    sender: str | None = None
    sending_until: datetime | None = None


def read_orders(conn: Connection, import_id: str) -> tuple[StoredOrder, ...]:
    """The orders of one import, by batch."""
    query = select(product_order).where(product_order.c.import_id == import_id).order_by(product_order.c.batch)
    return tuple(stored_order(row) for row in conn.execute(query).mappings())


def stored_order(row: Mapping[Any, Any]) -> StoredOrder:
    return StoredOrder(**{**row, "state": OrderState(row["state"])})
