"""Knows all that a report is about, before any of it is worded."""

from dataclasses import dataclass
from datetime import datetime

from trunkload.inventory.account import Account, PriceList
from trunkload.inventory.strategy import LOWEST, Choosing
from trunkload.orders.outcome import Outcome
from trunkload.orders.plan import Plan
from trunkload.reports.build_plan_view import PlanShown
from trunkload.validation.check import Checked
from trunkload.validation.comparing.value import Comparison
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class ReportOn:
    """All that a report is about. Without an account there is no plan; `shown` says what its command does;
    `held_until`: how long its numbers are held, None where nothing is; `outcomes`: what became of each ordered row,
    none before the approval; `comparison`: None where nobody was sent before; `choosing`: how numbers are given
    unasked; `masked`: nothing personal is in it any more; `judged_at`: the time of the account that the rows were
    judged against, where `account` is a later one; `only_rows`: the import is of these rows of its file alone, of all
    where there is none; `undoes`: the import that this one takes back; `undone_by`: those that take this one back."""

    checked: Checked
    account: Account | None
    plan: Plan | None
    prices: PriceList | None
    shown: PlanShown
    made_at: datetime
    lang: Lang
    held_until: datetime | None = None
    outcomes: tuple[Outcome, ...] = ()
    comparison: Comparison | None = None
    choosing: Choosing = LOWEST
    masked: bool = False
    judged_at: datetime | None = None
    only_rows: tuple[int, ...] = ()
    undoes: str | None = None
    undone_by: tuple[str, ...] = ()
