"""Knows what a report shows: frozen values, already worded, one object per page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trunkload.reports.action_view import ActionView
from trunkload.reports.card import FindingView, RowCard, RowGroup, RowJump, RowStatus
from trunkload.reports.charts.view import ChartView
from trunkload.reports.comparison_view import ComparisonView
from trunkload.reports.file_notes import FileNote
from trunkload.reports.live_view import LiveView
from trunkload.reports.outcome_view import OutcomesView
from trunkload.reports.page_names import page_name
from trunkload.reports.plan_view import PlanView, ShortageView
from trunkload.validation.language import Lang
from trunkload.validation.rules import Policy


class SkipReason(StrEnum):
    """Why a row of the file is nobody to be ordered; `repeated` is planned or ordered already."""

    BLANK = "blank"
    HIDDEN = "hidden"
    EXAMPLE = "example"
    FOOTER = "footer"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class FileView:
    """The upload as it was found; what does not apply to its format is None. `size` in bytes."""

    name: str
    sha256: str
    size: int
    format: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    fingerprint: str | None = None
    hidden_sheets: tuple[str, ...] = ()
    notes: tuple[FileNote, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of the file; `field` is a canonical field or None, the rest is as in `intake.sheet.Column`."""

    letter: str
    header: str
    field: str | None
    how: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """Spreadsheet row numbers left out for one reason."""

    reason: SkipReason
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a value was taken for in so many cells; `file` and `when` where that is remembered from another file;
    `field` is canonical."""

    header: str
    value: str
    new: str
    cells: int
    file: str | None = None
    when: str | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """rows = ready + ready_with_warnings + taken_out + blocked + all skipped; `accepted`: cells taken as suggested, by
    code; `held_back`: how many of the blocked rows are right and wait for the others; `taken_out`: right rows that a
    person does not want in the plan."""

    rows: int
    ready: int
    ready_with_warnings: int
    blocked: int
    skipped: tuple[SkippedRows, ...] = ()
    accepted: tuple[tuple[str, int], ...] = ()
    decisions: tuple[DecisionView, ...] = ()
    held_back: int = 0
    taken_out: int = 0

    @property
    def orderable(self) -> int:
        return self.ready + self.ready_with_warnings

    @property
    def to_fix(self) -> int:
        return self.blocked - self.held_back

    @property
    def skipped_rows(self) -> int:
        return sum(len(one.rows) for one in self.skipped)

    @property
    def repeated(self) -> int:
        return sum(len(one.rows) for one in self.skipped if one.reason is SkipReason.REPEATED)


class PageStep(StrEnum):
    """Where a link among the pages leads."""

    FIRST = "first"
    PREVIOUS = "previous"
    NEXT = "next"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class PageLink:
    """`href` is None where the page is there already."""

    step: PageStep
    href: str | None


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page of a report: its number and how many there are, the rows on it counted from 1, and all rows."""

    number: int
    pages: int
    first: int
    last: int
    total: int

    @property
    def links(self) -> tuple[PageLink, ...]:
        """To the first page, the one before, the next and the last; nowhere from there on."""
        aims = {
            PageStep.FIRST: 1,
            PageStep.PREVIOUS: self.number - 1,
            PageStep.NEXT: self.number + 1,
            PageStep.LAST: self.pages,
        }
        there = {step: aim for step, aim in aims.items() if aim != self.number and 1 <= aim <= self.pages}
        return tuple(PageLink(step, page_name(there[step]) if step in there else None) for step in PageStep)


ONLY_PAGE = PageOf(1, 1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report on a file that can be used, or one page of it.

    `made_at` and `account_at` are times written for reading; `notices` are the findings about the file and its
    columns; `rows` are those of this page, in any order. `actions` are the gravest causes, of `causes` in all;
    `jumps` lead to rows of all pages, and `elsewhere` names the page of each that is not on this one; `reasons` are
    said once for many rows; `row_command` prints the page of one row, None where there is none;
    `live`: None where nothing can be changed in the page.
    """

    lang: Lang
    title: str
    import_id: str | None
    made_at: str
    account_at: str
    file: FileView
    receipt: ReceiptView
    columns: tuple[ColumnView, ...]
    rows: tuple[RowCard, ...]
    actions: tuple[ActionView, ...] = ()
    causes: int = 0
    policy: Policy = Policy.VALID_ROWS
    notices: tuple[FindingView, ...] = ()
    shortages: tuple[ShortageView, ...] = ()
    plan: PlanView | None = None
    outcomes: OutcomesView | None = None
    comparison: ComparisonView | None = None
    charts: tuple[ChartView, ...] = ()
    masked: bool = False
    only_rows: tuple[int, ...] = ()
    undoes: str | None = None
    undone_by: tuple[str, ...] = ()
    jumps: tuple[RowJump, ...] = ()
    page: PageOf = ONLY_PAGE
    elsewhere: Mapping[int, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    row_command: str | None = None
    live: LiveView | None = None

    @property
    def groups(self) -> tuple[RowGroup, ...]:
        """Blocked first, then warnings, ready, skipped; a status that no row of the page has is left out."""
        sorted_rows = sorted(self.rows, key=lambda card: card.row)
        totals = {jump.status: jump.total for jump in self.jumps}
        parts = {status: tuple(c for c in sorted_rows if c.status is status) for status in RowStatus}
        return tuple(
            RowGroup(status, cards, totals.get(status, len(cards))) for status, cards in parts.items() if cards
        )

    @property
    def is_first(self) -> bool:
        return self.page.number == 1

    @property
    def lacks_cells(self) -> bool:
        """Whether the page had no room for the cells of some rows."""
        return any(not card.cells for card in self.rows)

    @property
    def proposes_usernames(self) -> bool:
        return any(card.ordered is not None and card.ordered.proposed for card in self.rows)

    @property
    def orders_something(self) -> bool:
        return any(card.ordered is not None for card in self.rows)

    @property
    def first_page(self) -> str:
        """Where things to do first stand, as a link begins."""
        return "" if self.is_first else page_name(1)

    def href(self, row: int) -> str:
        return f"{self.elsewhere.get(row, '')}#row-{row}"

    def group_href(self, jump: RowJump) -> str:
        return f"{self.elsewhere.get(jump.linked[0], '')}#rows-{jump.status}"


@dataclass(frozen=True, slots=True)
class RefusalView:
    """The report on a file that cannot be used: one problem, what to do about it, and what was found in which row."""

    lang: Lang
    title: str
    made_at: str
    file: FileView
    sentence: str
    fix: str
    found_columns: tuple[ColumnView, ...] = ()
    found_row: int | None = None
