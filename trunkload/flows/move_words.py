"""Knows how it is worded that numbers were moved or kept back, or what stands in the way of it."""

from collections.abc import Iterator

from trunkload.flows.command_words import with_command, without_command
from trunkload.flows.entry_words import problem_text, span_text, trunk_of
from trunkload.flows.number_moves import Moved
from trunkload.flows.number_words import local_day
from trunkload.flows.words import say, say_count
from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.account_words import Move
from trunkload.inventory.number_moves import Obstacle, Obstructed
from trunkload.inventory.number_range import NumberRange
from trunkload.inventory.phone_text import phone_text
from trunkload.validation.language import Lang

BY_RANGE = frozenset({Obstacle.RESERVED, Obstacle.RESERVED_AT_CARRIER})
"""Obstacles that tell a range instead of a day."""


def moved_words(moved: Moved, span: NumberRange, move: Move, why: str, lang: Lang) -> str:
    """What was done with the numbers of `span`."""
    rested = (moved.account.numbers["state"].reindex(span.numbers()) == NumberState.RESTING).any()
    key = "did_release_early" if rested and move is Move.RELEASE else f"did_{move}"
    key = "did_release_reserved" if moved.reservations else key
    return say(key, lang, span=_span(span, moved.account, lang), why=why)


def reserved_words(moved: Moved, span: NumberRange, purpose: str, lang: Lang) -> str:
    return say("reserved", lang, span=_span(span, moved.account, lang), purpose=purpose)


def not_moved_lines(moved: Moved, lang: Lang, *, on_page: bool = False) -> Iterator[str]:
    """What was not understood; or that nothing was done, and of every obstacle a line with what to do: by a command,
    or on the page."""
    for problem in moved.problems:
        yield _to_do(problem_text(problem, lang), f"entry_{problem.code}", lang, on_page=on_page)
    if moved.obstructed:
        yield say("not_moved", lang)
    for one in moved.obstructed:
        yield "  " + _obstacle_line(one, moved, lang, on_page=on_page)


def _obstacle_line(one: Obstructed, moved: Moved, lang: Lang, *, on_page: bool) -> str:
    number = phone_text(one.number, None if moved.span is None or moved.span.first is None else moved.span.base)
    more = say_count("numbers_of", one.count - 1, lang, number=number) if one.count > 1 else number
    at_carrier = one.obstacle is Obstacle.HELD and not one.until
    key = "obstacle_held_at_carrier" if at_carrier else f"obstacle_{one.obstacle}"
    until = one.until if one.obstacle in BY_RANGE else local_day(one.until, lang) or "–"
    about = {"holder": _holder(one, moved.account), "until": until}
    return _to_do(say(key, lang, numbers=more, **about), key, lang, on_page=on_page, **about)


def _to_do(told: str, key: str, lang: Lang, *, on_page: bool, **about: str) -> str:
    return without_command(told, key, lang) if on_page else with_command(told, key, lang, **about)


def _holder(one: Obstructed, account: Account) -> str:
    """The person behind a workplace; what else holds a number is named as it is."""
    if one.holder not in account.workplaces.index:
        return one.holder or "–"
    person = account.workplaces.loc[one.holder, ["given_name", "family_name", "username"]].fillna("")
    return f"{person['given_name']} {person['family_name']} ({person['username']})".strip()


def _span(span: NumberRange, account: Account, lang: Lang) -> str:
    return span_text(span, trunk_of(span, account), lang)
