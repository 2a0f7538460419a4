"""The command `numbers add`: what was understood of a range, entered or told what is wrong with it."""

from collections.abc import Iterator, Mapping

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.say import say
from trunkload.flows.entering import enter_numbers, entry_of
from trunkload.flows.entry_words import problem_text, span_text
from trunkload.flows.number_words import local_day
from trunkload.inventory.number_range import NumberRange
from trunkload.validation.entering.entries import Entered
from trunkload.validation.language import Lang


def run_add(typed: Mapping[str, str | None], lang: str | None) -> int:
    """Exit code: 0 entered, 1 nothing is entered because something is wrong."""
    house, spoken = house_in(lang)
    judged = enter_numbers(house, entry_of(typed))
    if judged.entered is None:
        for problem in judged.problems:
            typer.echo(problem_text(problem, spoken), err=True)
        return NEEDS_FIXING
    for line in _lines(judged.entered, spoken):
        typer.echo(line)
    return READY


def _lines(entered: Entered, lang: Lang) -> Iterator[str]:
    """The command has one entry: one block, one range behind a block, or one number."""
    number = entered.numbers.iloc[0].fillna("")
    span = span_text(_span(entered), number["trunk"], lang)
    if number["available_from"]:
        yield say("added_from", lang, span=span, date=local_day(number["available_from"], lang))
    else:
        yield say("added", lang, span=span, state=say(f"number_{number['state']}", lang))
    for block, _ in entered.extended:
        yield say("added_extended", lang, block=block)


def _span(entered: Entered) -> NumberRange:
    numbers = entered.numbers
    first, last = numbers["extension"].iloc[0], numbers["extension"].iloc[-1]
    if not len(entered.blocks) and not len(entered.extended):
        return NumberRange(str(numbers.index[0]))
    return NumberRange(str(numbers.index[0]).removesuffix(first), first, last)
