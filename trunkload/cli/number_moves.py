"""The commands `numbers block`, `release`, `remove` and `reserve`: what was done, or what stands in the way."""

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import WrongCall
from trunkload.flows.move_words import moved_words, not_moved_lines, reserved_words
from trunkload.flows.number_moves import Moved, move_numbers, reserve_numbers
from trunkload.inventory.account_words import Move
from trunkload.validation.language import Lang


def run_move(move: str, typed: str, lang: str | None, why: str = "") -> int:
    """Exit code: 0 done, 1 nothing is done because something stands in the way."""
    if move == Move.BLOCK and not why.strip():
        raise WrongCall("why_missing")
    house, spoken = house_in(lang)
    moved = move_numbers(house, typed, Move(move), why.strip())
    if moved.span is None or moved.obstructed:
        return _not_moved(moved, spoken)
    typer.echo(moved_words(moved, moved.span, Move(move), why, spoken))
    return READY


def run_reserve(base: str, extensions: str, purpose: str, lang: str | None) -> int:
    """Exit code as above."""
    if not purpose.strip():
        raise WrongCall("purpose_missing")
    house, spoken = house_in(lang)
    moved = reserve_numbers(house, base, extensions, purpose.strip())
    if moved.span is None:
        return _not_moved(moved, spoken)
    typer.echo(reserved_words(moved, moved.span, purpose, spoken))
    return READY


def _not_moved(moved: Moved, lang: Lang) -> int:
    for line in not_moved_lines(moved, lang):
        typer.echo(line, err=True)
    return NEEDS_FIXING
