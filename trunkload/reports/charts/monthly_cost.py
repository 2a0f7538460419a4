"""Knows the chart of what a plan costs each month: workplaces and packages, trunk by trunk."""

from dataclasses import dataclass
from decimal import Decimal

from trunkload.inventory.account import Package, Price, PriceList
from trunkload.inventory.contingent_use import WORKPLACE
from trunkload.orders.charges import added_by, total_of
from trunkload.orders.plan import Plan
from trunkload.reports.charts.view import BARS_SHOWN, Bar, ChartKey, ChartView, Part
from trunkload.reports.charts.words import WORDS
from trunkload.reports.labels import Labels
from trunkload.reports.notation import SYMBOLS, money_text
from trunkload.validation.language import Lang

CHARGED = (WORKPLACE, Package.BASIC.value, Package.PLUS.value, Package.PREMIUM.value)
"""What has a price, in the order of the bar."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What the plan adds on one trunk, or on all: the price of each thing as often as it is ordered."""

    charges: tuple[Price, ...]

    def monthly(self, name: str | None = None) -> Decimal | None:
        """Of one thing, or of all; one unknown price makes it unknown."""
        return total_of([one.monthly for one in self.charges if name in {None, one.name}])

    @property
    def one_off(self) -> Decimal | None:
        return total_of([one.one_off for one in self.charges])

    def known(self, name: str) -> float:
        """How long its part of the bar is: what has no known price has no length."""
        return float(sum((one.monthly or Decimal(0) for one in self.charges if one.name == name), Decimal(0)))


def cost_chart(plan: Plan, prices: PriceList, labels: Labels, lang: Lang) -> ChartView | None:
    """The dearest trunks first; None where the plan adds nothing to the bill."""
    words, bills = WORDS[lang], trunk_bills(plan, prices)
    whole = Bill(tuple(charge for bill in bills.values() for charge in bill.charges))
    named = [name for name in CHARGED if any(one.name == name for one in whole.charges)]
    if not named:
        return None
    heads = [words.workplace if name == WORKPLACE else labels.packages[Package(name)] for name in named]

    def money(amount: Decimal | None) -> str:
        return labels.unknown_price if amount is None else money_text(amount, prices.currency, lang)

    def cells(head: str, bill: Bill) -> tuple[str, ...]:
        amounts = (*map(bill.monthly, named), bill.monthly(), bill.one_off)
        return (head, *(money(amount) for amount in amounts))

    shown = sorted(bills.items(), key=lambda item: (-sum(map(item[1].known, named)), item[0]))[:BARS_SHOWN]
    unknown = sum(one.monthly is None for one in whole.charges)
    remarks = {
        words.one_off_told.format(amount=money(whole.one_off)): True,
        words.unknown.of(unknown, lang): unknown,
        labels.sample_prices: plan.cost.sample,
    }
    return ChartView(
        key=ChartKey.COST,
        lang=lang,
        title=words.cost.format(currency=SYMBOLS.get(prices.currency, prices.currency)),
        parts=tuple(map(Part, named, heads)),
        bars=tuple(Bar(f"{trunk}: {money(bill.monthly())}", tuple(map(bill.known, named))) for trunk, bill in shown),
        columns=(words.trunk, *heads, words.together, words.one_off),
        rows=(*(cells(*one) for one in shown), *([cells(words.all_trunks, whole)] if len(bills) > 1 else [])),
        remarks=tuple(remark for remark, is_so in remarks.items() if is_so),
    )


def trunk_bills(plan: Plan, prices: PriceList) -> dict[str, Bill]:
    """By trunk. No package is no charge."""
    charges: dict[str, list[Price]] = {}
    told = zip(*(plan.items[name] for name in ("trunk", "action", "package", "package_before")), strict=True)
    for trunk, action, package, before in told:
        added = [prices.price_of(name) for name in added_by(action, package, before) if name != Package.NONE]
        charges.setdefault(str(trunk), []).extend(added)
    return {trunk: Bill(tuple(some)) for trunk, some in charges.items() if some}
