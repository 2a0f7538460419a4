"""Knows what is asked of everyone who judges the staff sheet: a call that is measured, and what failures it found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bench.validation.oracle import Failure


@dataclass(frozen=True, slots=True)
class Judge:
    """`call` does the whole work on the table that it was made for; `failures` reads what it gave back, unmeasured."""

    call: Callable[[], Any]
    failures: Callable[[Any], set[Failure]]


def by_rule(places: Iterable[tuple[str, Iterable[int]]]) -> set[Failure]:
    return {(int(place), rule) for rule, rows in places for place in rows}
