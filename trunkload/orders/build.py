"""Builds the plan of one import: items in batches per trunk and start date, their cost, and the digest."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa

from trunkload.inventory.account import PriceList
from trunkload.inventory.arrow_text import STRINGS, series
from trunkload.inventory.contingent_use import WORKPLACE
from trunkload.orders.charges import changes_package, total_of
from trunkload.orders.item_json import split_json
from trunkload.orders.plan import ITEM_COLUMNS, Cost, Order, Plan
from trunkload.validation.check import Checked


def build_plan(import_id: str, checked: Checked, price_list: PriceList, batch_size: int) -> Plan:
    """The orders for all rows that are ready. `checked.allocation` must be there: without an account is no plan."""
    if checked.allocation is None:
        raise ValueError("a plan needs an allocation: check the sheet against an account")
    rows = checked.ready.drop(columns=["internal_number", "block"]).join(checked.allocation.given)
    rows = rows.assign(of_workplace=rows["workplace_id"])
    orders, references = batch_items(import_id, rows, batch_size)
    items = _items(rows, references)
    cost = cost_of(items, price_list)
    return Plan(
        import_id=import_id,
        orders=orders,
        items=items,
        cost=cost,
        shortages=checked.allocation.shortages,
        rule_version=checked.rule_version,
        digest=digest_of(items, cost, checked.rule_version),
    )


def batch_items(import_id: str, rows: pd.DataFrame, batch_size: int) -> tuple[tuple[Order, ...], pd.Series]:
    """Orders of at most `batch_size` items, one trunk and one start date each, and each row's order reference.

    References are deterministic: import id and batch number, batches in the order of trunk, date and row.
    """
    groups = rows.groupby(["trunk", "start_date"], sort=True, dropna=False)
    group, place = groups.ngroup().to_numpy(), groups.cumcount().to_numpy()
    sizes = groups.size()
    batches = -(-sizes.to_numpy() // batch_size)
    batch_of_row = (np.cumsum(batches) - batches)[group] + place // batch_size
    places = [key for key, count in zip(sizes.index, batches, strict=True) for _ in range(count)]
    members = np.bincount(batch_of_row).tolist()
    orders = tuple(
        Order(reference_of(import_id, batch), batch, str(trunk), _begin(day), size)
        for batch, ((trunk, day), size) in enumerate(zip(places, members, strict=True), start=1)
    )
    references = pa.array([order.reference for order in orders], STRINGS)
    return orders, series(references.take(pa.array(batch_of_row)), rows.index)


def _begin(day: object) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else None


def reference_of(import_id: str, batch: int) -> str:
    """By what the carrier knows an order of ours; batches count from 1."""
    return f"{import_id}/b{batch:02d}"


def _items(rows: pd.DataFrame, references: pd.Series) -> pd.DataFrame:
    return rows.assign(order_reference=references)[list(ITEM_COLUMNS)].astype(pd.StringDtype("pyarrow"))


def cost_of(items: pd.DataFrame, price_list: PriceList) -> Cost:
    """Sums over what is added, workplaces and packages; one unknown price makes its sum unknown.

    A change adds its package where that is another one. What ends is not subtracted: the carrier bills until then.
    """
    adds = items["of_workplace"].isna()
    packages = items["package"][adds | changes_package(items)].value_counts()
    counts = {WORKPLACE: int(adds.sum()), **{str(name): int(n) for name, n in packages.items()}}
    counted = [(price_list.price_of(name), number) for name, number in counts.items() if number]
    return Cost(
        monthly=total_of([_times(price.monthly, number) for price, number in counted]),
        one_off=total_of([_times(price.one_off, number) for price, number in counted]),
        currency=price_list.currency,
        sample=price_list.sample,
    )


def _times(amount: Decimal | None, number: int) -> Decimal | None:
    return None if amount is None else amount * number


def digest_of(items: pd.DataFrame, cost: Cost, rule_version: str) -> str:
    """SHA-256 over rows, numbers, items, cost and rule version (promise 4): just what a person approves."""
    told = {
        "rules": rule_version,
        "cost": [_amount(cost.monthly), _amount(cost.one_off), cost.currency],
        "columns": list(ITEM_COLUMNS),
    }
    in_order = items[list(ITEM_COLUMNS)].sort_index()
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    for piece in split_json(in_order):
        digest.update(piece)
    return digest.hexdigest()


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
