"""Knows what became of each row's item: its state at the carrier and what was read back (promise 7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from trunkload.orders.states import OrderState, ReadBack
from trunkload.storage.order_tables import order_item, product_order
from trunkload.validation.actions.action import Action


@dataclass(frozen=True, slots=True)
class StoredItem:
    """What was ordered for one row, and what became of it. Texts as in `Plan.items`, missing = None.

    `workplace_id` is the carrier's answer, `of_workplace` the workplace that was to be modified or deleted, and
    `record_before` what the carrier had of it when that was planned (`records.RECORDED`), None where nobody kept it.
    """

    row: int
    action: Action
    given_name: str
    family_name: str
    street: str | None
    house_number: str | None
    postal_code: str | None
    city: str | None
    country: str | None
    email: str
    mobile: str | None
    password_channel: str
    username: str
    trunk: str
    number: str
    internal_number: str
    package: str
    state: OrderState
    workplace_id: str | None
    carrier_code: str | None
    carrier_reason: str | None
    read_back: ReadBack | None
    differing: tuple[str, ...]
    of_workplace: str | None = None
    record_before: Mapping[str, str | None] | None = None

    @property
    def as_ordered(self) -> bool:
        """Completed, and read back equal (promise 7)."""
        return self.state is OrderState.COMPLETED and self.read_back is ReadBack.EQUAL


@dataclass(frozen=True, slots=True)
class ItemReadBack:
    """What the carrier's own record says of one row; `differing` names the characteristics that are not as ordered."""

    row: int
    verdict: ReadBack
    differing: tuple[str, ...] = ()


def read_items(conn: Connection, reference: str) -> tuple[StoredItem, ...]:
    """The order's items by row."""
    columns = [order_item.c[field.name] for field in fields(StoredItem)]
    query = select(*columns).where(order_item.c.order_reference == reference).order_by(order_item.c.row)
    return tuple(stored_item(row) for row in conn.execute(query).mappings())


def item_rows(conn: Connection, reference: str) -> tuple[int, ...]:
    """The rows of the order's items, in their order."""
    query = select(order_item.c.row).where(order_item.c.order_reference == reference).order_by(order_item.c.row)
    return tuple(conn.execute(query).scalars())


def changed_since(conn: Connection, import_id: str) -> dict[str, str]:
    """Workplaces of the import's items that a later import of ours has changed or deleted, and by which, the last."""
    own = select(func.coalesce(order_item.c.of_workplace, order_item.c.workplace_id)).join(product_order)
    finished = select(func.min(product_order.c.finished_at)).where(product_order.c.import_id == import_id)
    query = (
        select(order_item.c.of_workplace, product_order.c.import_id)
        .join(product_order)
        .where(
            order_item.c.of_workplace.in_(own.where(product_order.c.import_id == import_id)),
            order_item.c.state == OrderState.COMPLETED,
            product_order.c.import_id != import_id,
            product_order.c.finished_at > finished.scalar_subquery(),
        )
        .order_by(product_order.c.finished_at, product_order.c.reference)
    )
    return dict(conn.execute(query).tuples().all())


def save_read_back(conn: Connection, reference: str, found: Iterable[ItemReadBack]) -> None:
    """Store per row what the carrier's record said; a later read-back replaces an earlier one."""
    told = [{"key": one.row, "read_back": one.verdict, "differing": list(one.differing)} for one in found]
    if told:
        item = (order_item.c.order_reference == reference) & (order_item.c.row == bindparam("key"))
        conn.execute(update(order_item).where(item), told)


def stored_item(row: Mapping[Any, Any]) -> StoredItem:
    read_back = row["read_back"]
    return StoredItem(
        **{
            **row,
            "action": Action(row["action"]),
            "state": OrderState(row["state"]),
            "read_back": None if read_back is None else ReadBack(read_back),
            "differing": tuple(row["differing"] or ()),
        }
    )
