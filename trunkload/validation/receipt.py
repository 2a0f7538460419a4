"""Knows the receipt: every row of the file is counted once, and the sum is checked at run time (promise 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trunkload.intake.choices import Decision


class ReceiptError(AssertionError):
    """Rows were lost or counted twice: a defect of ours, never shown as a success."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision about a value, and how many cells it settled."""

    decision: Decision
    cells: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """`rows` is counted from the file, the others by what became of each row; `repeated`: nothing to do, because
    it is so already, planned or ordered.

    `accepted`: how many cells were taken as suggested, by the finding's code; `decisions`: what a person decided about
    values; `held_back`: how many of `blocked` are right and wait for the others. These are part of no sum.
    """

    rows: int
    ready: int
    ready_with_warnings: int
    blocked: int
    blank: int = 0
    hidden: int = 0
    example: int = 0
    footer: int = 0
    repeated: int = 0
    accepted: Mapping[str, int] = field(default_factory=dict)
    decisions: tuple[Taken, ...] = ()
    held_back: int = 0

    def __post_init__(self) -> None:
        if self.rows != self.ready + self.ready_with_warnings + self.blocked + self.skipped:
            raise ReceiptError(f"the receipt does not add up: {self}")

    @property
    def skipped(self) -> int:
        return self.blank + self.hidden + self.example + self.footer + self.repeated

    @property
    def to_order(self) -> int:
        return self.ready + self.ready_with_warnings

    @property
    def to_fix(self) -> int:
        """Blocked rows in which there is something to put right."""
        return self.blocked - self.held_back
