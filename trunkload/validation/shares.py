"""Knows into how many parts rows are cut, and what works them out; not what stands in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

Ground = TypeVar("Ground")
Piece = TypeVar("Piece")
Outcome = TypeVar("Outcome")


class Over(Protocol):
    """Answers what a step makes of each piece, in their order, on the same ground; wherever that is worked out."""

    def __call__(
        self, step: Callable[[Ground, Piece], Outcome], ground: Ground, pieces: Sequence[Piece]
    ) -> list[Outcome]: ...


def here(step: Callable[[Ground, Piece], Outcome], ground: Ground, pieces: Sequence[Piece]) -> list[Outcome]:
    """One after the other, in this process."""
    return [step(ground, one) for one in pieces]


@dataclass(frozen=True, slots=True)
class Shares:
    """`at_most`: rows of one partition, 0 for all in one; `workers`: so many work at once, and none has less to do than
    another; `over`: where they do."""

    at_most: int = 0
    workers: int = 1
    over: Over = here

    def count(self, rows: int) -> int:
        """How many partitions so many rows make."""
        if not self.at_most or rows <= self.at_most:
            return 1
        needed = -(-rows // self.at_most)
        return min(-(-needed // self.workers) * self.workers, rows)

    def cuts(self, rows: int) -> list[tuple[int, int]]:
        """From which place up to which each partition goes; they differ by one row at most."""
        count = self.count(rows)
        places = [rows * at // count for at in range(count + 1)]
        return list(pairwise(places))


ALL_HERE = Shares()
