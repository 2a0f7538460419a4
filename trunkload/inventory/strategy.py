"""Knows how numbers may be chosen, trunk by trunk, and how each way is written; standard library only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from trunkload.inventory.number_plan import MAX_NATIONAL_DIGITS


class Kind(StrEnum):
    """The ways of choosing."""

    LOWEST_FREE = "lowest_free"
    TOGETHER = "together"
    PATTERN = "pattern"
    SPREAD = "spread"


INTERNAL_NUMBER: Final = "internal_number"
"""A pattern of each row's own: a number that ends with the internal number that the row gives."""

GROUPS: Final = ("department", "site")
"""What people can be kept together by."""

DIGIT_PATTERN: Final = re.compile(r"(?=[.0-9]{1,15}\Z)\.*[0-9][.0-9]*")
"""Dots are any digit; at least one digit must be said."""

KNOWN: Final = (
    "lowest_free",
    "together:department",
    "together:site",
    "pattern:..00",
    "pattern:internal_number",
    "spread",
)
"""One of each, as a person may write it."""


class StrategyError(ValueError):
    """What was written is no strategy."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """`by`: what is kept together, or the pattern; empty for the other kinds."""

    kind: Kind = Kind.LOWEST_FREE
    by: str = ""

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.by}" if self.by else self.kind.value


def read_strategy(written: str) -> Strategy:
    """`together:department`, `pattern:..00`, `spread`, ... Raises StrategyError."""
    name, colon, by = written.strip().partition(":")
    takes = {
        Kind.LOWEST_FREE: not colon,
        Kind.SPREAD: not colon,
        Kind.TOGETHER: by in GROUPS,
        Kind.PATTERN: by == INTERNAL_NUMBER or DIGIT_PATTERN.fullmatch(by) is not None,
    }
    kind = next((kind for kind, fits in takes.items() if kind.value == name and fits), None)
    if kind is None:
        raise StrategyError(written)
    return Strategy(kind, by)


@dataclass(frozen=True, slots=True)
class Choosing:
    """How numbers are chosen that nobody wished: `trunks` by trunk id, `default` on all others.

    `leading_zero`: whether an extension that begins with 0 may be given unasked (N-08); `max_national_digits`: how long
    a number may be (S-14).
    """

    default: Strategy = Strategy()
    trunks: Mapping[str, Strategy] = field(default_factory=dict)
    leading_zero: bool = False
    max_national_digits: int = MAX_NATIONAL_DIGITS

    def on(self, trunk: str) -> Strategy:
        return self.trunks.get(trunk, self.default)


LOWEST: Final = Choosing()
"""What counts where nothing is chosen."""
