"""The command `numbers`: every number, taken ones too, to whom it belongs and why it is not given (S-13)."""

from collections.abc import Iterator, Sequence

import pandas as pd
import typer

from trunkload.cli.account_at_hand import (
    AtHand,
    account_at_hand,
    blocks_named,
    pattern_of,
    sites_named,
    states_named,
    tell_time,
    trunks_named,
)
from trunkload.cli.exits import READY
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_records, print_table, terminal_width
from trunkload.flows.forecast_words import forecast_line
from trunkload.flows.number_words import cells_of, local_day, shown_number, state_names, why_text
from trunkload.inventory.forecast import forecasts
from trunkload.inventory.number_filter import Asked, asked_for
from trunkload.inventory.number_overview import numbers_overview
from trunkload.inventory.number_summary import Counted, counted_numbers
from trunkload.reports.notation import count_text
from trunkload.validation.language import Lang

WIDE = 100
"""Characters from which on a terminal has room for where a number is, and since when."""

SITE, SINCE = 2, 4
"""Places of these columns."""

WHOLE = (0, 1)
"""Columns that are not folded: number and trunk."""


def run_numbers(  # noqa: PLR0913 - one for each option
    trunk: str | None,
    states: Sequence[str],
    answer: str,
    lang: str | None,
    *,
    site: str | None = None,
    block: str | None = None,
    holder: str | None = None,
    search: str | None = None,
    free: bool = False,
) -> int:
    at_hand = account_at_hand(lang)
    account = at_hand.account
    asked = Asked(
        trunks=trunks_named(trunk, account),
        sites=sites_named(site, account),
        blocks=blocks_named(block, account),
        states=states_named(states, state_names(at_hand.lang)),
        holder=holder,
        pattern=pattern_of(search),
        free=free,
    )
    overview = numbers_overview(account, at_hand.choosing)
    chosen = asked_for(overview, asked)
    if answer != "table":
        print_records(chosen, answer)
        return READY
    if len(chosen):
        _print_numbers(chosen, at_hand)
    for line in _lines_below(overview, chosen, at_hand):
        typer.echo(line)
    tell_time(at_hand)
    return READY


def _print_numbers(chosen: pd.DataFrame, at_hand: AtHand) -> None:
    """Where the terminal is narrow, without site and day, which stand below and in the reasons; the day only where one
    is known."""
    lang, wide = at_hand.lang, terminal_width() >= WIDE
    titles = say("columns_numbers", lang).split("|")
    rows = list(_rows(chosen, at_hand))
    dated = any(row[SINCE] for row in rows)
    shown = [at for at in range(len(titles)) if (wide or at not in {SITE, SINCE}) and (dated or at != SINCE)]
    print_table([titles[at] for at in shown], [[row[at] for at in shown] for row in rows], WHOLE)


def _rows(chosen: pd.DataFrame, at_hand: AtHand) -> Iterator[list[str]]:
    lang, names = at_hand.lang, state_names(at_hand.lang)
    bases = {one.id: one.base for one in at_hand.account.blocks}
    for number in cells_of(chosen.reset_index()):
        since = local_day(number["activated_on"] or number["since"], lang)
        shown = shown_number(number["number"], number["block"], bases)
        yield [shown, number["trunk"], number["site"], names[number["state"]], since, why_text(number, lang)]


def _lines_below(overview: pd.DataFrame, chosen: pd.DataFrame, at_hand: AtHand) -> Iterator[str]:
    """How many are shown, then of every trunk among them what it has and how long that lasts."""
    lang, account = at_hand.lang, at_hand.account
    if len(chosen) != len(overview):
        yield say_count("numbers_shown", len(chosen), lang, all=count_text(len(overview), lang))
    trunks = set(chosen["trunk"].unique())
    counted = counted_numbers(overview, account)
    given = overview["trunk"][overview["reason"].isna()]
    for one in forecasts(account, given):
        if one.trunk in trunks:
            yield from (_counted_line(some, lang) for some in counted if some.trunk == one.trunk)
            yield "  " + forecast_line(one, at_hand.house.today, lang)


def _counted_line(some: Counted, lang: Lang) -> str:
    """The states add up to all; what may be given unasked is a part of the free ones."""
    there = {say(f"number_{state.value}", lang): count for state, count in some.states.items() if count}
    states = " + ".join(f"{count_text(count, lang)} {name}" for name, count in there.items()) or "0"
    told = say_count("numbers_counted", some.all, lang, trunk=some.trunk, site=some.site, states=states)
    return f"{told} {say_count('numbers_given', some.free, lang)}"
