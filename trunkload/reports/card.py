"""Knows what a report shows of one row: its cells as typed, its findings in words, what is ordered for it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trunkload.inventory.account import Package
from trunkload.reports.kept_view import KeptView
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
    """A finding in words; `value` as typed, `cell` such as `F17`; a finding about the whole file or row has none.

    `cause`: the number of the thing to do first that it belongs to; `fix_there`: many rows have the same to do, so
    that it is said there alone; `all_there`: so is a long sentence that all of them have.
    """

    severity: Severity
    sentence: str
    fix: str | None = None
    cell: str | None = None
    header: str | None = None
    value: str | None = None
    suggestion: str | None = None
    cause: int | None = None
    fix_there: bool = False
    all_there: bool = False


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
    a `start` of None is as soon as possible. `action`: what becomes of the workplace; `proposed`: the username is
    ours, the file has none; `why_at`: the number under which the page says `why` once for many rows.
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
    proposed: bool = False
    why_at: int | None = None

    @property
    def changes(self) -> bool:
        """Whether it is about a workplace that is there."""
        return self.action is not Action.ADD


@dataclass(frozen=True, slots=True)
class RowCard:
    """One row of the file; `ordered` is None where nothing is ordered for it, and without a plan nothing is.
    `kept`: the number that waits for a blocked row; `outcome`: None before the approval; `cells` is empty where
    a page has no room for them."""

    row: int
    name: str
    status: RowStatus
    cells: tuple[CellView, ...]
    findings: tuple[FindingView, ...] = ()
    ordered: OrderedView | None = None
    kept: KeptView | None = None
    outcome: OutcomeView | None = None

    @property
    def filled(self) -> tuple[CellView, ...]:
        """The cells that hold something, or about which there is something to say."""
        return tuple(cell for cell in self.cells if cell.value is not None or cell.mark is not None)

    @property
    def findings_of_row(self) -> tuple[FindingView, ...]:
        """Those that are about no cell that is shown."""
        shown = {cell.address for cell in self.cells}
        return tuple(finding for finding in self.findings if finding.cell not in shown)

    @property
    def needs_fixing(self) -> bool:
        return self.status is RowStatus.BLOCKED


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The cards of one status on one page, in the order of the sheet; `total`: how many all pages have."""

    status: RowStatus
    cards: tuple[RowCard, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RowJump:
    """Links to rows of one status: `linked` are its first rows, of `total`."""

    status: RowStatus
    linked: tuple[int, ...]
    total: int

    @property
    def unlinked(self) -> int:
        return self.total - len(self.linked)
