"""Builds what a report shows of what is ordered for some rows, and what each costs alone."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pandas as pd

from trunkload.inventory.account import Account, Package, PriceList
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.charges import added_by, total_of
from trunkload.reports.build_plan_view import item_sites
from trunkload.reports.card import OrderedView, PasswordDelivery
from trunkload.reports.report_on import ReportOn
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang
from trunkload.validation.wording import reason_words

Costs = tuple[Decimal | None, Decimal | None]


def ordered_views(about: ReportOn, rows: pd.Index) -> dict[int, OrderedView]:
    """By row number, of those among `rows` that the plan has; without a plan nothing is ordered."""
    if about.plan is None or about.account is None or about.prices is None:
        return {}
    items = about.plan.items
    items = items.loc[items.index[items.index.isin(rows)]]
    return dict(zip(items.index.tolist(), _views(items, about.account, about.prices, about.lang), strict=True))


def _views(items: pd.DataFrame, account: Account, prices: PriceList, lang: Lang) -> Iterable[OrderedView]:
    bases = {block.id: block.base for block in account.blocks}
    costs: dict[tuple[str, str, object], Costs] = {}
    sites = item_sites(items, account).tolist()
    plain: list[dict[str, Any]] = items.astype(object).where(items.notna(), None).to_dict("records")  # type: ignore[assignment]
    for item, site in zip(plain, sites, strict=True):
        adds = (item["action"], item["package"], item["package_before"])
        if adds not in costs:
            costs[adds] = _cost(adds, prices)
        base = bases.get(item["block"])
        yield OrderedView(
            number=phone_text(item["number"], base),
            why=_why(item["reason"], base, lang),
            username=item["username"],
            internal_number=item["internal_number"],
            package=Package(item["package"]),
            password_delivery=PasswordDelivery(item["password_channel"]),
            site=str(site),
            trunk=item["trunk"],
            start=None if item["start_date"] is None else date.fromisoformat(item["start_date"]),
            monthly=costs[adds][0],
            one_off=costs[adds][1],
            action=Action(item["action"]),
        )


def _cost(adds: tuple[str, str, object], prices: PriceList) -> Costs:
    parts = [prices.price_of(name) for name in added_by(*adds)]
    return total_of([one.monthly for one in parts]), total_of([one.one_off for one in parts])


_why = lru_cache(maxsize=1024)(reason_words)
