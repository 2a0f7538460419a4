"""Knows what a plan means for the contract: every position with its price, contingents before and after, and terms."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from trunkload.inventory.account import Account, PriceList
from trunkload.inventory.contingent_use import WORKPLACE, contingents_used
from trunkload.inventory.terms import TERM_DAYS
from trunkload.orders.charges import added_by, changes_package, total_of
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
    return (items["action"] == Action.ADD) | changes_package(items)


def _asked(items: pd.DataFrame, name: str) -> int:
    adds = items["action"] == Action.ADD
    if name == WORKPLACE:
        return int(adds.sum())
    return int(((adds | changes_package(items)) & (items["package"] == name)).sum())
