"""Builds what the page shows of a plan: trunks with their number ranges, orders, cost and the next command."""

from dataclasses import dataclass

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.allocation import KEPT
from trunkload.inventory.phone_text import phone_text
from trunkload.inventory.places import number_sites
from trunkload.orders.plan import Plan
from trunkload.reports.notation import number_runs
from trunkload.reports.plan_view import CostView, NextStep, NumberRange, OrderView, PlanView, ShortageView, TrunkView
from trunkload.validation.actions.action import Action
from trunkload.validation.check import Checked


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What the reader can do next: `command` runs as it stands, empty where there is none; `import_id` is None for a
    check, that keeps none; `taken_out`: rows that are right and that a person took out of the plan; `row_command`
    writes one row's page, None where there is none."""

    import_id: str | None
    command: str
    taken_out: tuple[int, ...] = ()
    next_step: NextStep = NextStep.KEEP
    row_command: str | None = None


def plan_view(plan: Plan, account: Account, shown: PlanShown) -> PlanView:
    return PlanView(
        trunks=trunk_views(plan, account),
        modified=plan.count(Action.MODIFY),
        deleted=plan.count(Action.DELETE),
        orders=tuple(OrderView(one.reference, one.trunk, one.start_date, one.size) for one in plan.orders),
        cost=CostView(plan.cost.monthly, plan.cost.one_off, plan.cost.currency, plan.cost.sample),
        term_days=plan.term_days,
        digest=plan.digest,
        next_step=shown.next_step,
        command=shown.command,
        taken_out=shown.taken_out,
    )


def trunk_views(plan: Plan, account: Account) -> tuple[TrunkView, ...]:
    """One for each trunk and site (R-10)."""
    places = plan.items.assign(site=item_sites(plan.items, account)).groupby(["trunk", "site"], sort=True)
    return tuple(
        TrunkView(str(trunk), str(site), items["order_reference"].nunique(), len(items), _ranges(items, account))
        for (trunk, site), items in places
    )


def item_sites(items: pd.DataFrame, account: Account) -> pd.Series:
    """The site of each item's number; of one that the account has no longer, that of its trunk."""
    of_trunk = items["trunk"].map({trunk.id: trunk.site for trunk in account.trunks}).astype(items["trunk"].dtype)
    numbers = account.numbers.reindex(items["number"]).set_axis(items.index)
    return number_sites(numbers, account).fillna(of_trunk)


def _ranges(items: pd.DataFrame, account: Account) -> tuple[NumberRange, ...]:
    bases: dict[object, str] = {block.id: block.base for block in account.blocks}
    return tuple(
        NumberRange(phone_text(first, bases.get(block)), phone_text(last, bases.get(block)), count)
        for block, some in items[items["reason"] != KEPT].groupby("block", sort=True, dropna=False)
        for first, last, count in number_runs(some["number"])
    )


def shortage_views(checked: Checked, account: Account | None) -> tuple[ShortageView, ...]:
    if checked.allocation is None or account is None:
        return ()
    return tuple(ShortageView(one.trunk, one.site, one.asked, one.free) for one in checked.allocation.shortages)
