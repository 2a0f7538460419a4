"""Blocks, releases, removes and reserves numbers for a person: one transaction each, and nobody's number is taken."""

from dataclasses import dataclass, replace

import pandas as pd
from sqlalchemy import Connection

from trunkload.flows.entering import known_account_of
from trunkload.flows.wiring import House
from trunkload.inventory.account import RESERVED, Account, ExtensionRange, NumberState, Source
from trunkload.inventory.account_words import Move
from trunkload.inventory.number_moves import Obstacle, Obstructed, obstructed
from trunkload.inventory.number_range import NumberRange
from trunkload.inventory.phone_text import phone_text
from trunkload.storage import audit, number_entries
from trunkload.storage.database import writing
from trunkload.storage.failures import StorageProblem, failure
from trunkload.validation.entering.entries import EntryProblem
from trunkload.validation.entering.meant import meant_extensions, meant_range

DEEDS = {
    Move.BLOCK: audit.Deed.NUMBERS_BLOCKED,
    Move.RELEASE: audit.Deed.NUMBERS_RELEASED,
    Move.REMOVE: audit.Deed.NUMBERS_REMOVED,
}


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of `span`: with `problems` it was not understood, with `obstructed` nothing was done; else `count`
    numbers moved, and `reservations` ended."""

    account: Account
    span: NumberRange | None = None
    problems: tuple[EntryProblem, ...] = ()
    obstructed: tuple[Obstructed, ...] = ()
    count: int = 0
    reservations: int = 0


@dataclass(frozen=True, slots=True)
class _Person:
    """Who does it, and why."""

    who: str
    why: str


def move_numbers(house: House, typed: str, move: Move, why: str = "") -> Moved:
    """`typed` is a number or a range; `why` a person blocks it. Raises Stopped without an account."""
    who = house.settings.user
    with writing(house.ledger) as conn:
        account = known_account_of(house, conn)
        span, problem = meant_range(typed, account, house.settings.rules.max_national_digits)
        if span is None:
            return Moved(account, problems=() if problem is None else (problem,))
        numbers = account.numbers.reindex(pd.Index(span.numbers(), name="number"))
        reserved = _reservations(conn, account, span) if move is Move.RELEASE else 0
        found = obstructed(numbers, move, account.workplaces.index)
        if move is Move.RELEASE:
            found = _released(conn, account, span, found, ended=reserved)
        if found:
            return Moved(account, span, obstructed=found)
        moved = _do(conn, account, span, move, _Person(who, why))
        if moved != len(numbers) - _standing(numbers, move):
            raise failure(StorageProblem.LOCKED)
        audit.note(conn, who, DEEDS[move], first=numbers.index[0], last=numbers.index[-1], numbers=moved)
        return Moved(account, span, count=moved, reservations=reserved)


def reserve_numbers(house: House, base: str, extensions: str, purpose: str) -> Moved:
    """Keep extensions of a block back for a purpose; nobody is given one of them unasked."""
    who = house.settings.user
    with writing(house.ledger) as conn:
        account = known_account_of(house, conn)
        span, block, problem = meant_extensions(base, extensions, account, house.settings.rules.max_national_digits)
        if span is None or block is None:
            return Moved(account, problems=() if problem is None else (problem,))
        kept = ExtensionRange(str(span.first), str(span.last), purpose)
        number_entries.add_range(conn, block.id, RESERVED, kept)
        audit.note(
            conn, who, audit.Deed.NUMBERS_RESERVED, first=span.numbers()[0], last=span.numbers()[-1], numbers=span.size
        )
        return Moved(account, span, count=span.size)


def _released(
    conn: Connection, account: Account, span: NumberRange, found: tuple[Obstructed, ...], *, ended: int
) -> tuple[Obstructed, ...]:
    """Where reservations end (`ended` of them), numbers that are free already are none that hinder; a range that
    reaches beyond what is asked ends whole or not at all."""
    free = [one for one in found if one.obstacle is Obstacle.FREE]
    others = tuple(one for one in found if one.obstacle is not Obstacle.FREE)
    if ended or not free or span.first is None or span.last is None:
        return others if ended else found
    over = number_entries.reservation_over(conn, _blocks_of(account, span), span.first, span.last)
    if over is None:
        return found
    kept, source = over
    obstacle = Obstacle.RESERVED if source is Source.ENTERED else Obstacle.RESERVED_AT_CARRIER
    ends = f"{phone_text(span.base)} {kept.first}-{kept.last}"
    return (*others, *(replace(one, obstacle=obstacle, holder=kept.name or "", until=ends) for one in free))


def _standing(numbers: pd.DataFrame, move: Move) -> int:
    """Numbers of which only the reservation ends."""
    return int((numbers["state"] == NumberState.FREE).sum()) if move is Move.RELEASE else 0


def _do(conn: Connection, account: Account, span: NumberRange, move: Move, by: _Person) -> int:
    match move:
        case Move.BLOCK:
            return number_entries.block_numbers(conn, span.numbers(), by.who, by.why)
        case Move.REMOVE:
            return number_entries.remove_numbers(conn, span.numbers(), by.who)
        case Move.RELEASE:
            if span.first is not None and span.last is not None:
                number_entries.end_reservations(conn, _blocks_of(account, span), span.first, span.last)
            return number_entries.free_numbers(conn, span.numbers(), by.who)


def _reservations(conn: Connection, account: Account, span: NumberRange) -> int:
    if span.first is None or span.last is None:
        return 0
    return number_entries.count_reservations(conn, _blocks_of(account, span), span.first, span.last)


def _blocks_of(account: Account, span: NumberRange) -> list[str]:
    return [block.id for block in account.blocks if block.base == span.base]
