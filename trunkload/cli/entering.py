"""The command `numbers add`: what was understood of a range, entered or told what is wrong with it."""

from collections.abc import Mapping

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.flows.entering import enter_numbers, entry_of
from trunkload.flows.entry_words import entered_lines, problem_text


def run_add(typed: Mapping[str, str | None], lang: str | None) -> int:
    """Exit code: 0 entered, 1 nothing is entered because something is wrong."""
    house, spoken = house_in(lang)
    judged = enter_numbers(house, entry_of(typed))
    if judged.entered is None:
        for problem in judged.problems:
            typer.echo(problem_text(problem, spoken), err=True)
        return NEEDS_FIXING
    for line in entered_lines(judged.entered, spoken):
        typer.echo(line)
    return READY
