"""Knows what a report shows of one row: its cells as typed, its findings in words, what is ordered for it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trunkload.inventory.account import Package
from trunkload.reports.kept_view import KeptView
from trunkload.reports.linked import LINKED_ROWS
from trunkload.reports.outcome_view import OutcomeView
from trunkload.validation.actions.action import Action
from trunkload.validation.findings import Severity


class RowStatus(StrEnum):
    """Where a row stands, in the order in which a person wants to see them."""

    BLOCKED = "blocked"
    WARNING = "warning"
    READY = "ready"
    TAKEN_OUT = "taken_out"
    WAITING = "waiting"
    SKIPPED = "skipped"


class PasswordDelivery(StrEnum):
    """How the password reaches the person (S-09)."""

    SMS = "sms"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words; `value` as typed, `cell` such as `F17`; a finding about the whole file or row has none."""

    severity: Severity
    sentence: str
    fix: str | None = None
    cell: str | None = None
    header: str | None = None
    value: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell as typed; an empty one is None. `mark` is the worst finding on it."""

    address: str
    header: str
    value: str | None
    mark: Severity | None = None


@dataclass(frozen=True, slots=True)
class OrderedView:
    """What will be ordered for one person.

    Numbers are written for reading, `why` says why it is this one. A price of None is unknown;
    a `start` of None is as soon as possible. `action`: what becomes of the workplace.
    """

    number: str
    why: str
    username: str
    internal_number: str
    package: Package
    password_delivery: PasswordDelivery
    site: str
    trunk: str
    start: date | None
    monthly: Decimal | None
    one_off: Decimal | None
    action: Action = Action.ADD


@dataclass(frozen=True, slots=True)
class RowCard:
    """One row of the file; `ordered` is None where nothing is ordered for it, and without a plan nothing is.
    `kept`: the number that waits for a blocked row; `outcome`: None before the approval."""

    row: int
    name: str
    status: RowStatus
    cells: tuple[CellView, ...]
    findings: tuple[FindingView, ...] = ()
    ordered: OrderedView | None = None
    kept: KeptView | None = None
    outcome: OutcomeView | None = None

    @property
    def needs_fixing(self) -> bool:
        return self.status is RowStatus.BLOCKED


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The cards of one status, in the order of the sheet."""

    status: RowStatus
    cards: tuple[RowCard, ...]

    @property
    def linked(self) -> tuple[RowCard, ...]:
        return self.cards[:LINKED_ROWS]

    @property
    def unlinked(self) -> int:
        return len(self.cards) - len(self.linked)
