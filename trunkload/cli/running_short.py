"""Tells of the trunks that have numbers for a few weeks only once a plan is ordered (N-10)."""

from collections.abc import Iterator

from trunkload.cli.say import say, say_count
from trunkload.flows.strategies import choosing_of
from trunkload.intake.choices import AS_ASKED
from trunkload.inventory.account import Account
from trunkload.inventory.availability import may_be_given
from trunkload.inventory.forecast import PACE_DAYS, forecasts
from trunkload.orders.plan import Plan
from trunkload.settings import Settings
from trunkload.validation.language import Lang


def short_lines(plan: Plan, account: Account, settings: Settings, lang: Lang) -> Iterator[str]:
    """Trunks of the plan that have numbers for a few weeks only once it is ordered."""
    trunks = set(plan.items["trunk"].dropna().unique())
    given = may_be_given(account, choosing_of(settings, AS_ASKED, account))
    taken = given.reindex(plan.new_numbers).value_counts().to_dict()
    for one in forecasts(account, given, {str(trunk): int(count) for trunk, count in taken.items()}):
        if one.trunk in trunks and not one.free:
            yield "  " + say("plan_leaves_none", lang, trunk=one.trunk)
        elif one.trunk in trunks and one.is_short:
            words = {"trunk": one.trunk, "days": one.days_left, "pace": PACE_DAYS}
            yield "  " + say_count("plan_leaves", one.free, lang, **words)
