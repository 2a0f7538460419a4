"""Knows what the carrier's record of a workplace was when a change or an end of it was planned, and what it is now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, select, update

from trunkload.inventory.allocation import KEPT
from trunkload.inventory.workplace_record import RECORDED, Changed, Record, differing
from trunkload.orders.plan import Plan
from trunkload.storage.account_tables import workplace
from trunkload.storage.order_tables import order_item, product_order


@dataclass(frozen=True, slots=True)
class ChangedWorkplace:
    """A workplace that a plan changes or deletes and that is not as it was then; `gone` has no changes."""

    row: int
    username: str
    changes: tuple[Changed, ...] = ()

    @property
    def gone(self) -> bool:
        return not self.changes


def save_records(conn: Connection, plan: Plan, workplaces: pd.DataFrame) -> None:
    """Keep with each change and end what its workplace was. `workplaces` as in the account that was judged against: a
    later one may have what no row was compared with."""
    about = plan.items[["order_reference", "of_workplace"]].dropna()
    if about.empty:
        return
    records = workplaces.reindex(about["of_workplace"])[list(RECORDED)].astype(object)
    told = records.where(records.notna(), None).to_dict("records")
    item = (order_item.c.order_reference == bindparam("order")) & (order_item.c.row == bindparam("at"))
    rows = zip(about["order_reference"], about.index, told, strict=True)
    conn.execute(
        update(order_item).where(item).values(record_before=bindparam("before")),
        [{"order": reference, "at": int(row), "before": before} for reference, row, before in rows],
    )


def changed_workplaces(conn: Connection, import_id: str) -> tuple[ChangedWorkplace, ...]:
    """By row: every characteristic in which the workplace differs from what it was when the plan was made.

    Of a plan that an older program made only the package is known, and the number where it stays.
    """
    query = (
        select(
            order_item.c.row,
            order_item.c.username,
            order_item.c.record_before,
            order_item.c.reason,
            order_item.c.number,
            order_item.c.package_before,
            workplace.c.id.label("there"),
            *(workplace.c[name].label(f"now_{name}") for name in RECORDED),
        )
        .join(product_order)
        .outerjoin(workplace, workplace.c.id == order_item.c.of_workplace)
        .where(product_order.c.import_id == import_id, order_item.c.of_workplace.is_not(None))
        .order_by(order_item.c.row)
    )
    found = (_compared(dict(row)) for row in conn.execute(query).mappings())
    return tuple(one for one in found if one is not None)


def _compared(row: Mapping[Any, Any]) -> ChangedWorkplace | None:
    who = int(str(row["row"])), str(row["username"])
    if row["there"] is None:
        return ChangedWorkplace(*who)
    changes = tuple(differing(_before(row), {name: _text(row[f"now_{name}"]) for name in RECORDED}))
    return ChangedWorkplace(*who, changes) if changes else None


def _before(row: Mapping[Any, Any]) -> Record:
    known = row["record_before"]
    if isinstance(known, Mapping):
        return known
    number = {"number": _text(row["number"])} if row["reason"] == KEPT else {}
    return {**number, "package": _text(row["package_before"])}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
