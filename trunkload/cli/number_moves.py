"""The commands `numbers block`, `release`, `remove` and `reserve`: what was done, or what stands in the way."""

from collections.abc import Iterator

import typer

from trunkload.cli.entry_words import problem_text, span_text, trunk_of
from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.number_words import local_day
from trunkload.cli.refusal import WrongCall
from trunkload.cli.say import say, say_count
from trunkload.flows.number_moves import Moved, move_numbers, reserve_numbers
from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.number_moves import Move, Obstacle, Obstructed
from trunkload.inventory.number_range import NumberRange
from trunkload.inventory.phone_text import phone_text
from trunkload.validation.language import Lang

BY_RANGE = frozenset({Obstacle.RESERVED, Obstacle.RESERVED_AT_CARRIER})
"""Obstacles that tell a range instead of a day."""


def run_move(move: str, typed: str, lang: str | None, why: str = "") -> int:
    """Exit code: 0 done, 1 nothing is done because something stands in the way."""
    if move == Move.BLOCK and not why.strip():
        raise WrongCall("why_missing")
    house, spoken = house_in(lang)
    moved = move_numbers(house, typed, Move(move), why.strip())
    if moved.span is None or moved.obstructed:
        return _not_moved(moved, spoken)
    rested = (moved.account.numbers["state"].reindex(moved.span.numbers()) == NumberState.RESTING).any()
    key = "did_release_early" if rested and move == Move.RELEASE else f"did_{move}"
    key = "did_release_reserved" if moved.reservations else key
    typer.echo(say(key, spoken, span=_span(moved.span, moved.account, spoken), why=why))
    return READY


def run_reserve(base: str, extensions: str, purpose: str, lang: str | None) -> int:
    """Exit code as above."""
    if not purpose.strip():
        raise WrongCall("purpose_missing")
    house, spoken = house_in(lang)
    moved = reserve_numbers(house, base, extensions, purpose.strip())
    if moved.span is None:
        return _not_moved(moved, spoken)
    typer.echo(say("reserved", spoken, span=_span(moved.span, moved.account, spoken), purpose=purpose))
    return READY


def _not_moved(moved: Moved, lang: Lang) -> int:
    for problem in moved.problems:
        typer.echo(problem_text(problem, lang), err=True)
    if moved.obstructed:
        typer.echo(say("not_moved", lang), err=True)
    for line in _obstacle_lines(moved, lang):
        typer.echo(f"  {line}", err=True)
    return NEEDS_FIXING


def _obstacle_lines(moved: Moved, lang: Lang) -> Iterator[str]:
    for one in moved.obstructed:
        number = phone_text(one.number, None if moved.span is None or moved.span.first is None else moved.span.base)
        more = say_count("numbers_of", one.count - 1, lang, number=number) if one.count > 1 else number
        at_carrier = one.obstacle is Obstacle.HELD and not one.until
        key = "obstacle_held_at_carrier" if at_carrier else f"obstacle_{one.obstacle}"
        until = one.until if one.obstacle in BY_RANGE else local_day(one.until, lang) or "–"
        yield say(key, lang, numbers=more, holder=_holder(one, moved.account), until=until)


def _holder(one: Obstructed, account: Account) -> str:
    """The person behind a workplace; what else holds a number is named as it is."""
    if one.holder not in account.workplaces.index:
        return one.holder or "–"
    person = account.workplaces.loc[one.holder, ["given_name", "family_name", "username"]].fillna("")
    return f"{person['given_name']} {person['family_name']} ({person['username']})".strip()


def _span(span: NumberRange, account: Account, lang: Lang) -> str:
    return span_text(span, trunk_of(span, account), lang)
