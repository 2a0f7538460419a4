"""Knows what a plan means for the contract: every position with its price, contingents before and after, and terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd

from trunkload.inventory.account import Account, PriceList
from trunkload.inventory.contingent_use import WORKPLACE, contingents_used
from trunkload.inventory.terms import TERM_DAYS
from trunkload.orders.plan import Plan
from trunkload.validation.actions.action import Action


@dataclass(frozen=True, slots=True)
class Binding:
    """What starts on `start` can be removed or made smaller on `until` at the earliest (R-11, S-22)."""

    start: date
    until: date
    items: int


@dataclass(frozen=True, slots=True)
class ContingentChange:
    """How much of a contingent is used before this plan, open plans of others counted in, and after it (R-14)."""

    name: str
    booked: int
    before: int
    after: int


def bindings(plan: Plan, today: date) -> tuple[Binding, ...]:
    """By start date, for all that is added or gets another package; an order without a date starts `today`."""
    bound = plan.items[_bound(plan.items)]
    starts = bound["start_date"].fillna(today.isoformat()).value_counts().sort_index()
    return tuple(
        Binding(start, start + timedelta(days=TERM_DAYS), int(count))
        for start, count in ((date.fromisoformat(str(day)), count) for day, count in starts.items())
    )


def contingent_changes(plan: Plan, account: Account) -> tuple[ContingentChange, ...]:
    """Of every contingent that the carrier counts; `account` knows the plan's own items as planned or as there. A
    removal frees its place only when it is done."""
    changes = []
    for one in contingents_used(account):
        after = one.used + one.planned
        changes.append(ContingentChange(one.name, one.booked, after - _asked(plan.items, one.name), after))
    return tuple(changes)


def item_costs(items: pd.DataFrame, prices: PriceList) -> pd.DataFrame:
    """Columns monthly and one_off (Decimal; None is unknown), by row: what each item alone adds to the bill."""
    rows = [
        [total_of([getattr(price, amount) for price in parts]) for amount in ("monthly", "one_off")]
        for parts in (
            [prices.price_of(name) for name in added_by(*told)]
            for told in zip(items["action"], items["package"], items["package_before"], strict=True)
        )
    ]
    return pd.DataFrame(rows, index=items.index, columns=["monthly", "one_off"], dtype=object)


def _bound(items: pd.DataFrame) -> pd.Series:
    return (items["action"] == Action.ADD) | _other_package(items)


def _other_package(items: pd.DataFrame) -> pd.Series:
    other = (items["action"] == Action.MODIFY) & (items["package"] != items["package_before"])
    return other.fillna(value=False).astype(bool)


def _asked(items: pd.DataFrame, name: str) -> int:
    adds = items["action"] == Action.ADD
    if name == WORKPLACE:
        return int(adds.sum())
    return int(((adds | _other_package(items)) & (items["package"] == name)).sum())


def added_by(action: str, package: str, before: object) -> tuple[str, ...]:
    """What an item adds to the bill: a workplace that is there adds at most another package."""
    if action == Action.ADD:
        return (WORKPLACE, package)
    return (package,) if action == Action.MODIFY and package != before else ()


def total_of(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """One unknown amount makes the total unknown."""
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
