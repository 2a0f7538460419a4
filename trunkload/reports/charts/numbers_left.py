"""Knows the chart of what a plan leaves of each trunk's numbers, and until when that lasts (N-10)."""

from dataclasses import dataclass
from datetime import date

from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.availability import may_be_given
from trunkload.inventory.forecast import PACE_DAYS, Forecast, forecasts
from trunkload.inventory.strategy import Choosing
from trunkload.orders.plan import Plan
from trunkload.reports.charts.view import BARS_SHOWN, Bar, ChartKey, ChartView, Part
from trunkload.reports.charts.words import WORDS, ChartWords
from trunkload.reports.notation import count_text, day_text, moment_text
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class TrunkNumbers:
    """All numbers of a trunk, each counted once: `taken` by the plan, `left` to be given, `out` for nobody now, or
    `assigned`; `forecast` is of what is left."""

    taken: int
    left: int
    out: int
    assigned: int
    forecast: Forecast


def numbers_chart(  # noqa: PLR0913 - what a trunk has, and how long it lasts
    account: Account, plan: Plan | None, choosing: Choosing, today: date, lang: Lang, *, later: bool = False
) -> ChartView | None:
    """The trunks of the plan first, then those that run out first; None where there is no number. `account` as it is
    once the plan is held; `later`: it is a later one than the report names, and says so."""
    words, told = WORDS[lang], _in_order(trunk_numbers(account, plan, choosing))
    if not told:
        return None
    shown, more = told[:BARS_SHOWN], len(told) - BARS_SHOWN
    return ChartView(
        key=ChartKey.NUMBERS,
        lang=lang,
        title=words.numbers,
        parts=(Part("taken", words.by_plan), Part("ready", words.left), Part("skipped", words.not_given)),
        bars=tuple(
            Bar(_label(one, today, words, lang), (float(one.taken), float(one.left), float(one.out))) for one in shown
        ),
        columns=(words.trunk, words.by_plan, words.left, words.not_given, words.assigned, words.lasts),
        rows=tuple((one.forecast.trunk, *_counts(one, lang), _lasts(one, today, words, lang)) for one in shown),
        remarks=(*_as_of(account, words, lang, later=later), *_remarks(shown, more, words, lang)),
    )


def trunk_numbers(account: Account, plan: Plan | None, choosing: Choosing) -> tuple[TrunkNumbers, ...]:
    """Of every trunk that has numbers, in the account's order; `account` as it is once the plan is held."""
    of_trunk = account.numbers["trunk"]
    by_plan = of_trunk.index.isin([] if plan is None else plan.new_numbers)
    in_use = (account.numbers["state"] == NumberState.ASSIGNED.value).to_numpy(dtype=bool) & ~by_plan
    everything, taken, assigned = (some.value_counts() for some in (of_trunk, of_trunk[by_plan], of_trunk[in_use]))

    def counted(one: Forecast) -> TrunkNumbers:
        ours, used = int(taken.get(one.trunk, 0)), int(assigned.get(one.trunk, 0))
        return TrunkNumbers(ours, one.free, int(everything[one.trunk]) - ours - one.free - used, used, one)

    forecast = forecasts(account, may_be_given(account, choosing))
    return tuple(counted(one) for one in forecast if one.trunk in everything.index)


def _in_order(told: tuple[TrunkNumbers, ...]) -> list[TrunkNumbers]:
    def first_to_run_out(one: TrunkNumbers) -> tuple[bool, float, int]:
        days = one.forecast.days_left
        return not one.taken, float("inf") if days is None else days, one.left

    return sorted(told, key=first_to_run_out)


def _counts(one: TrunkNumbers, lang: Lang) -> tuple[str, ...]:
    return tuple(count_text(count, lang) for count in (one.taken, one.left, one.out, one.assigned))


def _label(one: TrunkNumbers, today: date, words: ChartWords, lang: Lang) -> str:
    if not one.left:
        return f"{one.forecast.trunk}: {words.nothing_left}"
    here = words.left_here.format(trunk=one.forecast.trunk, left=count_text(one.left, lang))
    return ", ".join((here, *_how_long(one, today, words, lang)))


def _lasts(one: TrunkNumbers, today: date, words: ChartWords, lang: Lang) -> str:
    if not one.left:
        return words.nothing_left
    unknown = () if one.forecast.activated else (words.unknown_pace,)
    return ", ".join((*unknown, *_how_long(one, today, words, lang)))


def _how_long(one: TrunkNumbers, today: date, words: ChartWords, lang: Lang) -> tuple[str, ...]:
    """At the pace of the last days where somebody came in them; else at that of this import, where it takes some."""
    out = one.forecast.runs_out_on(today)
    if one.forecast.activated:
        return (words.years if out is None else words.until.format(date=day_text(out, lang)),)
    if not one.taken:
        return ()
    alike = one.left // one.taken
    return (words.imports_alike.of(alike, lang) if alike else words.no_import_alike,)


def _as_of(account: Account, words: ChartWords, lang: Lang, *, later: bool) -> tuple[str, ...]:
    return (words.as_of.format(when=moment_text(account.taken_at.astimezone(), lang)),) if later else ()


def _remarks(shown: list[TrunkNumbers], more: int, words: ChartWords, lang: Lang) -> tuple[str, ...]:
    """How it is reckoned, and where it cannot be: nothing is guessed silently."""
    still = [one.forecast for one in shown if one.left]
    without = ", ".join(one.trunk for one in still if not one.activated)
    remarks = {
        words.pace.format(days=PACE_DAYS): any(one.activated for one in still),
        words.no_pace.format(days=PACE_DAYS, trunks=without): without,
        words.more_trunks.of(more, lang): more > 0,
    }
    return tuple(remark for remark, is_so in remarks.items() if is_so)
