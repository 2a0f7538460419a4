"""Knows what a report shows of a plan: trunks, number ranges, orders, cost, shortages, the next command."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class NextStep(StrEnum):
    """What the command at the end of the plan does: `keep` holds numbers and plans, `approve` orders bindingly,
    `follow` goes on with what is approved, `verify` compares what was ordered with the carrier's record; of a plan that
    is `over` nothing is ordered any more."""

    KEEP = "keep"
    APPROVE = "approve"
    FOLLOW = "follow"
    VERIFY = "verify"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Gapless numbers, written for reading; `first` equals `last` where `count` is 1."""

    first: str
    last: str
    count: int


@dataclass(frozen=True, slots=True)
class TrunkView:
    """What goes onto one trunk at one site."""

    trunk: str
    site: str
    orders: int
    items: int
    ranges: tuple[NumberRange, ...]


@dataclass(frozen=True, slots=True)
class OrderView:
    """One batch; `start` of None is as soon as possible."""

    reference: str
    trunk: str
    start: date | None
    items: int


@dataclass(frozen=True, slots=True)
class CostView:
    """What the plan costs; None is unknown. `sample` marks figures that are nobody's offer."""

    monthly: Decimal | None
    one_off: Decimal | None
    currency: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class ShortageView:
    """Numbers that a trunk does not have at a site."""

    trunk: str
    site: str
    asked: int
    free: int

    @property
    def missing(self) -> int:
        return max(0, self.asked - self.free)


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan that a person may approve; `command` is exact and runs as it stands. `modified` and `deleted` count
    the items that are about workplaces that are there; `taken_out`: rows that a person took out of it."""

    trunks: tuple[TrunkView, ...]
    orders: tuple[OrderView, ...]
    cost: CostView
    term_days: int
    digest: str
    next_step: NextStep
    command: str
    modified: int = 0
    deleted: int = 0
    taken_out: tuple[int, ...] = ()

    @property
    def items(self) -> int:
        return sum(trunk.items for trunk in self.trunks)
