"""Knows what voids a plan since it was shown: a change of rules, cost, items, numbers, people or contingents."""

from dataclasses import dataclass, fields

import pandas as pd
from sqlalchemy import Connection

from trunkload.flows.checking import prices_in_force, rules_of
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.stored_plan import plan_of
from trunkload.flows.wiring import House
from trunkload.orders.build import cost_of, digest_of
from trunkload.orders.cart import ContingentChange, contingent_changes
from trunkload.orders.plan import Cost
from trunkload.storage import accounts, plans
from trunkload.storage.imports import ImportRecord
from trunkload.storage.overtaken import Overtaken, overtaken_rows
from trunkload.storage.records import ChangedWorkplace, changed_workplaces
from trunkload.storage.standing import LostNumber, lost_numbers


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """All of it at once. `cost`: before and now, where it is another one; `items`: a stored item is not as it was."""

    rules: bool = False
    cost: tuple[Cost, Cost] | None = None
    items: bool = False
    numbers: tuple[LostNumber, ...] = ()
    workplaces: tuple[ChangedWorkplace, ...] = ()
    overtaken: tuple[Overtaken, ...] = ()
    contingents: tuple[ContingentChange, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


class PlanChanged(Stopped):
    """The plan is not what the person was shown: the approval counts for nothing (promise 4)."""

    def __init__(self, import_id: str, changes: PlanChanges) -> None:
        super().__init__(StopCode.PLAN_CHANGED, id=import_id)
        self.changes = changes


def changes_since(house: House, conn: Connection, record: ImportRecord) -> PlanChanges:
    """What is not as it was when the plan of `record` was made. Raises Stopped where no account is known."""
    items = plans.read_plan_items(conn, record.id)
    before, now = _costs(house, conn, record, items)
    return PlanChanges(
        rules=rules_of(house.settings, record.choices).version != record.rule_version,
        cost=None if _same(before, now) else (before, now),
        items=digest_of(items, before, record.rule_version or "") != record.digest,
        numbers=lost_numbers(conn, record.id),
        workplaces=changed_workplaces(conn, record.id),
        overtaken=overtaken_rows(conn, record.id),
        contingents=_used_up(house, conn, record),
    )


def _used_up(house: House, conn: Connection, record: ImportRecord) -> tuple[ContingentChange, ...]:
    """Contingents that the plan would overdraw by now (R-14): the carrier would refuse the last of its items."""
    plan, account = plan_of(conn, record), accounts.read_account(conn, house.clock())
    if plan is None or account is None:
        return ()
    return tuple(one for one in contingent_changes(plan, account) if one.before < one.after and one.booked < one.after)


def costs_otherwise(house: House, conn: Connection, record: ImportRecord) -> bool:
    """Whether the items of `record` would cost something else today. Raises Stopped where no account is known."""
    return not _same(*_costs(house, conn, record, plans.read_plan_items(conn, record.id)))


def _costs(house: House, conn: Connection, record: ImportRecord, items: pd.DataFrame) -> tuple[Cost, Cost]:
    """Before and now."""
    told = accounts.read_price_list(conn)
    if told is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    before = Cost(record.monthly, record.one_off, record.currency or "", sample=record.sample_prices)
    return before, cost_of(items, prices_in_force(told, house.settings))


def _same(before: Cost, now: Cost) -> bool:
    return (before.monthly, before.one_off, before.currency) == (now.monthly, now.one_off, now.currency)
