"""Writes what check, import and demo print: what to fix, and the plan; the same figures as report and JSON."""

import re
from collections.abc import Iterator

from trunkload.cli.say import say, say_count
from trunkload.inventory.account import Account
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.plan import Cost, Plan
from trunkload.reports.build_plan_view import trunk_views
from trunkload.reports.notation import count_text, money_text
from trunkload.reports.typed_text import visible_text
from trunkload.reports.worded import Worded, worded_findings
from trunkload.validation.actions.action import Action
from trunkload.validation.check import Checked
from trunkload.validation.codes import Code
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang

ROWS_SHOWN = 20
"""Lines of one kind that a terminal is for; the report has all of them."""

BREAKS = {0x0A: "\u240a", 0x09: "\u2409", 0x2028: "\u240a", 0x2029: "\u240a"}
"""Pictures of what breaks a line or moves along it; other control characters are pictures already."""


def finding_lines(checked: Checked, lang: Lang) -> Iterator[str]:
    """One line for each blocked row, one for all that wait for them, one for each to look at, then the whole file."""
    told = worded_findings(checked, lang)
    waiting = [one for one in told if one.finding.code is Code.HELD_BACK]
    yield from _of(tuple(one for one in told if one not in waiting), Severity.BLOCKED, "fix_title", lang)
    if waiting:
        yield ""
        yield say_count("held_back", len(waiting), lang)
    blocked = set(checked.blocked)
    yield from _of(tuple(one for one in told if one.row not in blocked), Severity.WARNING, "warn_title", lang)
    for one in told:
        if one.row is None:
            yield ""
            yield _in_one_line(f"{one.view.sentence} {one.view.fix}")


def _of(told: tuple[Worded, ...], severity: Severity, title: str, lang: Lang) -> Iterator[str]:
    lines: dict[int, str] = {}
    for one in told:
        if one.row is not None and one.view.severity is severity:
            cell = f" ({one.view.cell})" if one.view.cell else ""
            words = say(
                "row_line",
                lang,
                row=one.row,
                cell=cell,
                message=_in_one_line(one.view.sentence),
                fix=_in_one_line(one.view.fix or ""),
                suggestion=_suggested(one, lang),
            )
            more = _in_one_line(one.view.sentence)
            lines[one.row] = f"{lines[one.row]} | {more}" if one.row in lines else words
    if not lines:
        return
    yield ""
    yield say_count(title, len(lines), lang)
    yield from (f"  {line}" for line in list(lines.values())[:ROWS_SHOWN])
    if len(lines) > ROWS_SHOWN:
        yield "  " + say("more_rows", lang, n=count_text(len(lines) - ROWS_SHOWN, lang))


def _suggested(one: Worded, lang: Lang) -> str:
    """The suggestion where it is not in the sentence already; `11-20` is not said by `2026-11-20`."""
    text, sentence = one.view.suggestion, f"{one.view.sentence} {one.view.fix}"
    shown = "" if text is None else text if not text.startswith("+") else phone_text(text)
    told = shown and re.search(rf"(?<![\w-]){re.escape(shown)}(?![\w-])", sentence)
    return "" if not shown or told else say("suggestion", lang, text=_in_one_line(shown))


def _in_one_line(text: str) -> str:
    return visible_text(text).translate(BREAKS)


def plan_lines(title: str, plan: Plan, account: Account, lang: Lang) -> Iterator[str]:
    """How many workplaces on which trunk, which numbers, what it costs, and for how long one is bound."""
    yield ""
    yield f"{title}: {say_count('plan_orders', len(plan.orders), lang)}"
    for trunk in trunk_views(plan, account):
        ranges = ", ".join(
            one.first if one.count == 1 else say("range", lang, first=one.first, last=one.last) for one in trunk.ranges
        )
        yield "  " + say_count("plan_trunk", trunk.items, lang, trunk=trunk.trunk, site=trunk.site, ranges=ranges)
    for action, words in ((Action.MODIFY, "plan_modifies"), (Action.DELETE, "plan_deletes")):
        if plan.count(action):
            yield "  " + say_count(words, plan.count(action), lang)
    for short in plan.shortages:
        yield "  " + say("shortage", lang, trunk=short.trunk, asked=short.asked, free=short.free)
    yield "  " + cost_line(plan.cost, lang)
    yield "  " + say("term", lang, days=plan.term_days)


def cost_line(cost: Cost, lang: Lang) -> str:
    unknown = say("unknown_price", lang)
    monthly, one_off = (
        unknown if amount is None else money_text(amount, cost.currency, lang)
        for amount in (cost.monthly, cost.one_off)
    )
    return say("cost", lang, monthly=monthly, one_off=one_off, sample=say("sample_prices", lang) if cost.sample else "")
