"""Knows what workplaces were like before their change, and which changes the carrier's record bears out (promise 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from trunkload.orders.states import OrderState, ReadBack
from trunkload.storage.order_tables import order_item, product_order
from trunkload.validation.actions.action import Action


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """One workplace as it was and is; `start_date` is the day that was ordered, None: at once, so `finished_at`.

    `record_before` is None where an older program planned it.
    """

    import_id: str
    order_reference: str
    row: int
    given_name: str
    family_name: str
    email: str
    number: str
    internal_number: str
    record_before: Mapping[str, str | None] | None
    package: str
    package_before: str
    start_date: date | None
    finished_at: datetime | None

    def before(self, name: str) -> str | None:
        """What the carrier's record said there when the change was planned."""
        return None if self.record_before is None else self.record_before.get(name)


def changed_as_ordered(conn: Connection, reference: str) -> tuple[ChangedItem, ...]:
    """The order's changes that were completed and read back equal, by row."""
    own = [
        order_item.c[name]
        for name in ChangedItem.__dataclass_fields__
        if name not in {"import_id", "start_date", "finished_at"}
    ]
    order = [product_order.c[name] for name in ("import_id", "start_date", "finished_at")]
    query = (
        select(*own, *order)
        .join(product_order)
        .where(
            order_item.c.order_reference == reference,
            order_item.c.action == Action.MODIFY,
            order_item.c.state == OrderState.COMPLETED,
            order_item.c.read_back == ReadBack.EQUAL,
        )
        .order_by(order_item.c.row)
    )
    return tuple(ChangedItem(**row) for row in conn.execute(query).mappings())
