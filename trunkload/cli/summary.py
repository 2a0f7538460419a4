"""Writes what check, import and demo print: what to fix, and the plan; the same figures as report and JSON."""

import re
from collections.abc import Iterator

import pandas as pd

from trunkload.cli.say import say, say_count
from trunkload.inventory.account import Account
from trunkload.inventory.allocation import Shortage
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.plan import Cost, Plan
from trunkload.reports.build_plan_view import trunk_views
from trunkload.reports.notation import moment_text, money_text
from trunkload.reports.plan_view import TrunkView
from trunkload.reports.typed_text import visible_text
from trunkload.reports.worded_groups import WordedGroup, worded_groups
from trunkload.validation.actions.action import Action
from trunkload.validation.check import Checked
from trunkload.validation.counted import Counted
from trunkload.validation.counting import rows_in_short
from trunkload.validation.findings import Findings, Severity
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of

CAUSES_SHOWN = 20
"""Causes of one kind that a terminal is for; a report has all, and can be asked for where none is written."""

BREAKS = {0x0A: "\u240a", 0x09: "\u2409", 0x2028: "\u240a", 0x2029: "\u240a"}
"""Pictures of what breaks a line or moves along it; other control characters are pictures already."""


def finding_lines(checked: Checked, lang: Lang, *, reported: bool = True) -> Iterator[str]:
    """What blocks rows, one line for each cause, one for all rows that wait, what to look at, then the whole file.

    `reported`: a report is written beside it.
    """
    more = "more_causes" if reported else "more_causes_unreported"
    receipt, table = checked.receipt, checked.findings.table
    severity, waiting = table["severity"], checked.held_back
    yield from _of(checked, severity == Severity.BLOCKED, say_count("fix_title", receipt.to_fix, lang), more, lang)
    if len(waiting):
        yield ""
        yield say_count("held_back", len(waiting), lang)
    warned = (severity == Severity.WARNING) & ~table["row"].isin(checked.blocked)
    yield from _of(checked, warned, say_count("warn_title", receipt.ready_with_warnings, lang), more, lang)
    for finding in Findings(table[table["row"].isna()]):
        column = None if finding.field is None else checked.sheet.column_of(finding.field)
        words = words_of(finding, None if column is None else column.header, lang)
        yield ""
        yield _in_one_line(f"{words.message} {words.fix}")


def _of(checked: Checked, which: pd.Series, title: str, more: str, lang: Lang) -> Iterator[str]:
    groups = worded_groups(Findings(checked.findings.table[which.to_numpy(dtype=bool)]), checked.sheet, lang)
    if not groups.told:
        return
    yield ""
    yield title
    for one in groups.told[:CAUSES_SHOWN]:
        yield from (f"  {line}" for line in _group_lines(one, lang))
    if groups.causes > CAUSES_SHOWN:
        yield "  " + say_count(more, groups.causes - CAUSES_SHOWN, lang)


def _group_lines(one: WordedGroup, lang: Lang) -> Iterator[str]:
    """One line, and a second one where there are several rows: the cells, or the rows where no one column has all."""
    message, fix = _in_one_line(one.words.message), _in_one_line(one.words.whole_fix)
    rows = one.group.rows
    if len(rows) == 1:
        cell = f" ({one.cell})" if one.cell else ""
        suggestion = _suggested(one, lang)
        yield say("row_line", lang, row=rows[0], cell=cell, message=message, fix=fix, suggestion=suggestion)
        return
    yield f"{message} {fix}"
    column = one.group.column
    short = rows_in_short(rows, column or "")
    more = say_count("and_more", short.more, lang) if short.more else ""
    yield "  " + say("cells_listed" if column else "rows_listed", lang, rows=short.text, more=more)


def _suggested(one: WordedGroup, lang: Lang) -> str:
    """The suggestion where it is not in the sentence already; `11-20` is not said by `2026-11-20`."""
    text, sentence = one.group.finding.suggestion, f"{one.words.message} {one.words.fix}"
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
        yield "  " + _trunk_line(trunk, lang)
    for action, words in ((Action.MODIFY, "plan_modifies"), (Action.DELETE, "plan_deletes")):
        if plan.count(action):
            yield "  " + say_count(words, plan.count(action), lang)
    for short in plan.shortages:
        yield "  " + shortage_line(short, lang)
    if plan.shortages:
        yield "  " + say("account_time", lang, time=moment_text(account.taken_at.astimezone(), lang))
    yield "  " + cost_line(plan.cost, lang)
    yield "  " + say("term", lang, days=plan.term_days)


def _trunk_line(trunk: TrunkView, lang: Lang) -> str:
    if not trunk.ranges:
        return say_count("plan_no_number", trunk.items, lang, trunk=trunk.trunk, site=trunk.site)
    ranges = ", ".join(
        one.first if one.count == 1 else say("range", lang, first=one.first, last=one.last) for one in trunk.ranges
    )
    return say_count("plan_trunk", trunk.items, lang, trunk=trunk.trunk, site=trunk.site, ranges=ranges)


def shortage_line(short: Shortage, lang: Lang) -> str:
    asked, free = (Counted(str(count), lang) for count in (short.asked, short.free))
    return say("shortage", lang, trunk=short.trunk, site=short.site, asked=asked, free=free)


def cost_line(cost: Cost, lang: Lang) -> str:
    unknown = say("unknown_price", lang)
    monthly, one_off = (
        unknown if amount is None else money_text(amount, cost.currency, lang)
        for amount in (cost.monthly, cost.one_off)
    )
    return say("cost", lang, monthly=monthly, one_off=one_off, sample=say("sample_prices", lang) if cost.sample else "")
