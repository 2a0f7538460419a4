"""Builds the charts of a report, each of the same values that its page and plan show."""

from trunkload.reports.charts.after_plan import after_plan
from trunkload.reports.charts.causes import causes_chart
from trunkload.reports.charts.monthly_cost import cost_chart
from trunkload.reports.charts.numbers_left import numbers_chart
from trunkload.reports.charts.view import ChartView
from trunkload.reports.languages import LABELS
from trunkload.reports.report_on import ReportOn
from trunkload.reports.worded_groups import WordedGroups


def charts_of(about: ReportOn, groups: WordedGroups) -> tuple[ChartView, ...]:
    """Only those that have something to show: without an account nothing is known of numbers and cost."""
    account, plan, lang = about.account, about.plan, about.lang
    allocation = about.checked.allocation
    kept = () if allocation is None else allocation.kept_back["number"]
    today = about.made_at.astimezone().date()
    held, later = None if account is None else after_plan(account, plan, kept), _is_later(about)
    charts = (
        None if held is None else numbers_chart(held, plan, about.choosing, today, lang, later=later),
        None if plan is None or about.prices is None else cost_chart(plan, about.prices, LABELS[lang], lang),
        causes_chart(groups, lang),
    )
    return tuple(chart for chart in charts if chart is not None)


def _is_later(about: ReportOn) -> bool:
    """Whether the account is a later one than the rows were judged against."""
    account, judged_at = about.account, about.judged_at
    return account is not None and judged_at is not None and account.taken_at > judged_at
