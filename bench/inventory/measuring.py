"""Knows how long giving and holding numbers takes: wall time, as a server's work is nobody's CPU here."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import Engine

from bench.inventory.ledger import ledgers, people
from bench.inventory.taking import Taking
from bench.line import Line
from trunkload.inventory.account import Account
from trunkload.inventory.allocation import allocate_numbers
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading

NUMBERS = 1_000_000
PEOPLE = 10_000
ROUNDS = 3


def inventory(folder: Path, rows: int, rounds: int | None) -> Iterator[Line | str]:
    """`rows` numbers, of which a hundredth is asked for; goals are judged for a million."""
    judged = rows >= NUMBERS
    yield f"wall time; {rows // 100:,} people take numbers of {rows:,}, which were read before"
    account = None
    with ledgers(folder, rows) as made:
        for name, engine in made.items():
            if isinstance(engine, str):
                yield f"{name:<32} not measured: {engine}"
            else:
                account = _read(engine)
                yield from _held(name, Taking(engine, account, people(rows // 100)), rounds or ROUNDS, judged=judged)
    if account is not None:
        yield _allocated(account, rows, judged=judged)


def _read(engine: Engine) -> Account:
    with reading(engine) as conn:
        account = read_account(conn)
    if account is None:
        raise ValueError("a ledger without account")
    return account


def _held(name: str, taking: Taking, rounds: int, *, judged: bool) -> Iterator[Line]:
    """They take turns. Row by row takes so long that once has to do."""
    turns = [(_taken(taking, taking.ours), _taken(taking, taking.one_statement)) for _ in range(rounds)]
    ours, bare = map(median, zip(*turns, strict=True))
    what = f"plan and hold, {name}"
    yield Line(what, _ms(ours), "one bare UPDATE", _ms(bare), ours / bare, 3.0 if judged else None)
    each = _taken(taking, taking.row_by_row)
    yield Line(what, _ms(ours), "one statement per row", _ms(each), ours / each, 1 / 20 if judged else None)
    at_once = _taken(taking, taking.row_by_row_at_once)
    yield Line(what, _ms(ours), "the same, one bare transaction", _ms(at_once), ours / at_once, None)


def _taken(taking: Taking, way: Callable[[], int]) -> float:
    """Seconds of one way, which must have taken a number for everybody."""
    began = perf_counter()
    held = way()
    seconds = perf_counter() - began
    taking.give_back()
    if held != len(taking.wanted):
        raise ValueError(f"{held} numbers for {len(taking.wanted)} people")
    return seconds


def _allocated(account: Account, rows: int, *, judged: bool) -> Line:
    """Allocation alone: a hundred times the people in at most 120 times the time."""
    few, many = _allocating(account, rows // 100), _allocating(account, rows)
    goal = 120.0 if judged else None
    return Line(f"allocate {rows:,}", _ms(many), f"allocate {rows // 100:,}", _ms(few), many / few, goal)


def _allocating(account: Account, rows: int) -> float:
    """Seconds."""
    wanted, began = people(rows), perf_counter()
    allocate_numbers(wanted, account)
    return perf_counter() - began


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
