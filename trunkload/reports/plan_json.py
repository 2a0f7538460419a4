"""Knows the JSON of `plan`, schema trunkload.plan/1: stable for machines, extended, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import pandas as pd

from trunkload.inventory.account import Account, PriceList
from trunkload.orders.cart import Binding, ContingentChange, bindings, contingent_changes, item_costs
from trunkload.orders.plan import Plan
from trunkload.orders.states import OPEN_IMPORT_STATES, ImportState
from trunkload.reports.build_plan_view import item_sites
from trunkload.reports.numbers_json import number_documents
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

SCHEMA = "trunkload.plan/1"
ALL: Final = slice(None)

ITEM_NAMES = {
    "action": "action",
    "given_name": "given_name",
    "family_name": "family_name",
    "email": "email",
    "mobile": "mobile",
    "password_by": "password_channel",
    "username": "username",
    "workplace": "of_workplace",
    "trunk": "trunk",
    "package": "package",
    "package_before": "package_before",
    "order": "order_reference",
    "start_date": "start_date",
}
"""What an item tells beside its number and cost, and the column that has it; missing is null."""


@dataclass(frozen=True, slots=True)
class CartTold:
    """A stored plan with all that its cart tells. `command` approves it, None where that cannot be; `shortages` as the
    report of the import has them; `blocked` and `taken_out`: rows that are not in the plan; `kept`: number by blocked
    row; `bound_from`: the day on which orders without a date start, None where nothing of it binds any more."""

    plan: Plan
    account: Account
    prices: PriceList
    state: ImportState
    bound_from: date | None
    held_until: datetime | None
    command: str | None
    shortages: Sequence[dict[str, Any]]
    blocked: Sequence[int]
    taken_out: Sequence[int]
    kept: dict[int, str]

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """Of a plan that was given up nothing binds."""
        return () if self.bound_from is None else bindings(self.plan, self.bound_from)

    @property
    def contingents(self) -> tuple[ContingentChange, ...]:
        """As long as the account counts the plan's items as planned or as there; later it tells of other plans too."""
        return contingent_changes(self.plan, self.account) if self.state in OPEN_IMPORT_STATES else ()


def plan_document(told: CartTold, lang: Lang, shown: slice = ALL) -> dict[str, Any]:
    """All that the text of `plan` shows, of the items those that are `shown`. Amounts are texts with two decimals, null
    where a price is unknown."""
    plan = told.plan
    return {
        "schema": SCHEMA,
        "import_id": plan.import_id,
        "state": told.state.value,
        "digest": plan.digest,
        "rule_version": plan.rule_version,
        "approve": told.command,
        "held_until": None if told.held_until is None else told.held_until.isoformat(),
        "account_at": told.account.taken_at.isoformat(),
        "totals": {"items": len(plan.items), "orders": len(plan.orders), **{one: plan.count(one) for one in Action}},
        "cost": {
            "monthly": _amount(plan.cost.monthly),
            "one_off": _amount(plan.cost.one_off),
            "currency": plan.cost.currency,
            "sample": plan.cost.sample,
        },
        "orders": [
            {
                "reference": one.reference,
                "trunk": one.trunk,
                "start_date": None if one.start_date is None else one.start_date.isoformat(),
                "items": one.size,
            }
            for one in plan.orders
        ],
        "items": item_documents(told, lang, shown),
        "bindings": [
            {"start": one.start.isoformat(), "until": one.until.isoformat(), "items": one.items}
            for one in told.bindings
        ],
        "contingents": [
            {"name": one.name, "booked": one.booked, "before": one.before, "after": one.after}
            for one in told.contingents
        ],
        "shortages": list(told.shortages),
        "left_out": {"blocked": list(told.blocked), "taken_out": list(told.taken_out)},
        "kept": [{"row": row, "number": number} for row, number in told.kept.items()],
    }


def item_documents(told: CartTold, lang: Lang, shown: slice = ALL) -> list[dict[str, Any]]:
    """One for each row, in their order; of those the ones that are `shown`."""
    items = told.plan.items.sort_index().iloc[shown]
    costs = item_costs(items, told.prices)
    named = pd.DataFrame({name: items[column] for name, column in ITEM_NAMES.items()})
    named = named.assign(site=item_sites(items, told.account))
    records: list[dict[Any, Any]] = named.astype(object).where(named.notna(), None).to_dict("records")
    numbers = number_documents(replace(told.plan, items=items), lang)
    amounts = costs.itertuples(index=False, name=None)
    return [
        {**number, **record, "monthly": _amount(monthly), "one_off": _amount(one_off)}
        for number, record, (monthly, one_off) in zip(numbers, records, amounts, strict=True)
    ]


def _amount(amount: Decimal | None) -> str | None:
    """Two decimals as text, because a float would round somebody's money."""
    return None if amount is None else f"{amount:.2f}"
