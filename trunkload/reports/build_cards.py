"""Builds one card for each row: its cells as typed, its findings in words, what is ordered for it."""

from collections import defaultdict
from datetime import date

from trunkload.inventory.account import Package, PriceList
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.charges import added_by, total_of
from trunkload.reports.build_plan_view import item_sites
from trunkload.reports.card import CellView, OrderedView, PasswordDelivery, RowCard, RowStatus
from trunkload.reports.kept_view import kept_views
from trunkload.reports.outcome_view import outcome_views
from trunkload.reports.report_on import ReportOn
from trunkload.reports.worded import Worded
from trunkload.validation.actions.action import Action
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang
from trunkload.validation.wording import reason_words


def row_cards(about: ReportOn, told: tuple[Worded, ...]) -> tuple[RowCard, ...]:
    checked = about.checked
    by_row: dict[int, list[Worded]] = defaultdict(list)
    for one in told:
        if one.row is not None:
            by_row[one.row].append(one)
    ordered = _ordered(about)
    kept = kept_views(checked, about.account, about.held_until, about.lang)
    columns = [(column.letter, column.header, column.field) for column in checked.sheet.columns if column.field]
    standing = _standing(about)
    became = outcome_views(about.outcomes, about.lang)
    cells = checked.sheet.staff[[field for _, _, field in columns]].to_dict("index")
    return tuple(
        RowCard(
            row=int(str(row)),
            name=_name(values),
            status=standing.get(int(str(row))) or _status(by_row[int(str(row))]),
            cells=tuple(
                CellView(f"{letter}{row}", header, _text(values[field]), _mark(by_row[int(str(row))], field))
                for letter, header, field in columns
            ),
            findings=tuple(one.view for one in by_row[int(str(row))]),
            ordered=ordered.get(int(str(row))),
            kept=kept.get(int(str(row))),
            outcome=became.get(int(str(row))),
        )
        for row, values in cells.items()
    )


def _name(values: dict[object, object]) -> str:
    names = (_text(values.get(field)) for field in ("first_name", "last_name"))
    return " ".join(name.strip() for name in names if name)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _standing(about: ReportOn) -> dict[int, RowStatus]:
    """The rows that are not ordered; those that wait only are among the blocked ones."""
    checked = about.checked
    return {
        **dict.fromkeys(about.shown.taken_out, RowStatus.TAKEN_OUT),
        **dict.fromkeys(map(int, checked.blocked), RowStatus.BLOCKED),
        **dict.fromkeys(map(int, checked.held_back), RowStatus.WAITING),
        **dict.fromkeys(map(int, checked.repeated), RowStatus.SKIPPED),
    }


def _status(told: list[Worded]) -> RowStatus:
    warned = any(one.view.severity is Severity.WARNING for one in told)
    return RowStatus.WARNING if warned else RowStatus.READY


def _mark(told: list[Worded], field: str) -> Severity | None:
    found = {one.view.severity for one in told if one.field == field and one.view.cell is not None}
    return next((severity for severity in Severity if severity in found), None)


def _ordered(about: ReportOn) -> dict[int, OrderedView]:
    """What is ordered for each row of the plan, and what it costs alone."""
    plan, account, prices = about.plan, about.account, about.prices
    if plan is None or account is None or prices is None:
        return {}
    bases = {block.id: block.base for block in account.blocks}
    sites = item_sites(plan.items, account).to_dict()
    items = plan.items.astype(object).where(plan.items.notna(), None)
    return {
        int(str(row)): _ordered_view(
            {str(name): value for name, value in item.items()},
            (bases.get(item["block"]), str(sites[row])),
            prices,
            about.lang,
        )
        for row, item in items.to_dict("index").items()
    }


def _ordered_view(
    item: dict[str, str | None], place: tuple[str | None, str], prices: PriceList, lang: Lang
) -> OrderedView:
    """`place`: the base number of the block, None of a single number, and the number's site."""
    base, site = place
    package = str(item["package"])
    parts = [prices.price_of(name) for name in added_by(str(item["action"]), package, item["package_before"])]
    start = item["start_date"]
    return OrderedView(
        number=phone_text(str(item["number"]), base),
        why=reason_words(str(item["reason"]), base, lang),
        username=str(item["username"]),
        internal_number=str(item["internal_number"]),
        package=Package(package),
        password_delivery=PasswordDelivery(str(item["password_channel"])),
        site=site,
        trunk=str(item["trunk"]),
        start=None if start is None else date.fromisoformat(start),
        monthly=total_of([one.monthly for one in parts]),
        one_off=total_of([one.one_off for one in parts]),
        action=Action(str(item["action"])),
    )
