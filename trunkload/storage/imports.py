"""Knows the imports: one upload carried through, with its receipt, its plan's digest and its approval."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update

from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.orders.states import ImportState
from trunkload.storage.decisions import choices_of, taken_of
from trunkload.storage.order_tables import import_
from trunkload.validation.receipt import Taken


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import as stored. `rows` = ready + ready_with_warnings + blocked + all skipped (the database checks it).

    `monthly` and `one_off` are None while there is no plan, or where a price is unknown. `choices`: how the file is to
    be read and judged; `accepted`: of which code of finding how many suggestions were accepted; `decisions`: how many
    cells each decision about a value settled. `follows`: the import whose rows are planned anew here.
    `upload_version`: by what exactly the sent bytes are opened, None where only the last are kept. `purged_at`: when
    its files and what was personal of it were deleted.
    """

    id: str
    state: ImportState
    file_name: str
    sha256: str
    size: int
    format: str
    received_at: datetime
    uploaded_by: str
    lang: str
    rows: int = 0
    ready: int = 0
    ready_with_warnings: int = 0
    blocked: int = 0
    skipped_blank: int = 0
    skipped_hidden: int = 0
    skipped_example: int = 0
    skipped_footer: int = 0
    skipped_repeated: int = 0
    digest: str | None = None
    rule_version: str | None = None
    held_until: datetime | None = None
    monthly: Decimal | None = None
    one_off: Decimal | None = None
    currency: str | None = None
    sample_prices: bool = False
    approved_by: str | None = None
    approved_at: datetime | None = None
    finished_at: datetime | None = None
    choices: Choices = AS_ASKED
    accepted: Mapping[str, int] = field(default_factory=dict)
    decisions: tuple[Taken, ...] = ()
    follows: str | None = None
    upload_version: str | None = None
    purged_at: datetime | None = None

    @property
    def skipped(self) -> int:
        """Rows that were left out, whatever for."""
        reasons = (self.skipped_blank, self.skipped_hidden, self.skipped_example, self.skipped_footer)
        return sum(reasons) + self.skipped_repeated


class ImportChanges(TypedDict, total=False):
    """What may be learned about an import when it moves on."""

    rows: int
    ready: int
    ready_with_warnings: int
    blocked: int
    skipped_blank: int
    skipped_hidden: int
    skipped_example: int
    skipped_footer: int
    skipped_repeated: int
    digest: str | None
    rule_version: str | None
    held_until: datetime | None
    monthly: Decimal | None
    one_off: Decimal | None
    currency: str | None
    sample_prices: bool
    approved_by: str | None
    approved_at: datetime | None
    finished_at: datetime | None
    accepted: Mapping[str, int]
    decisions: list[dict[str, Any]]


def next_import_id(conn: Connection, today: date) -> str:
    """`imp-2026-11-23-0001`, counting per day; call it in the writing transaction that saves the import."""
    day = f"imp-{today.isoformat()}-"
    last = conn.execute(select(func.max(import_.c.id)).where(import_.c.id.startswith(day))).scalar()
    return f"{day}{int(last.removeprefix(day)) + 1 if last else 1:04}"


def save_import(conn: Connection, record: ImportRecord) -> None:
    """A new import; an existing one only moves (`move_import`)."""
    conn.execute(insert(import_).values(**asdict(record)))


def keep_version(conn: Connection, import_id: str, version: str | None) -> None:
    """By what exactly the sent bytes are opened, once they lie where they stay."""
    conn.execute(update(import_).where(import_.c.id == import_id).values(upload_version=version))


def find_import(conn: Connection, import_id: str) -> ImportRecord | None:
    row = conn.execute(select(import_).where(import_.c.id == import_id)).mappings().first()
    return None if row is None else _record(row)


def find_following(conn: Connection, import_id: str) -> ImportRecord | None:
    """The import in which rows of this one are planned anew, if there is one."""
    row = conn.execute(select(import_).where(import_.c.follows == import_id)).mappings().first()
    return None if row is None else _record(row)


def list_imports(
    conn: Connection, states: Collection[ImportState] = frozenset(ImportState)
) -> tuple[ImportRecord, ...]:
    """The imports in one of these states, the newest first."""
    query = (
        select(import_).where(import_.c.state.in_(states)).order_by(import_.c.received_at.desc(), import_.c.id.desc())
    )
    return tuple(_record(row) for row in conn.execute(query).mappings())


class Which(TypedDict, total=False):
    """Which imports are meant: one person's, those in one of some states, those with rows that are still wrong."""

    of: str | None
    states: Collection[ImportState] | None
    blocked: bool


def page_of_imports(
    conn: Connection, *, most: int, before: str | None = None, **which: Unpack[Which]
) -> tuple[ImportRecord, ...]:
    """At most so many imports, the newest id first, those older than the import `before`."""
    query = select(import_).where(*_meant(**which)).order_by(import_.c.id.desc()).limit(most)
    if before is not None:
        query = query.where(import_.c.id < before)
    return tuple(_record(row) for row in conn.execute(query).mappings())


def count_imports(conn: Connection, **which: Unpack[Which]) -> int:
    return conn.execute(select(func.count()).select_from(import_).where(*_meant(**which))).scalar_one()


def _meant(
    *, of: str | None = None, states: Collection[ImportState] | None = None, blocked: bool = False
) -> Iterator[ColumnElement[bool]]:
    if of is not None:
        yield import_.c.uploaded_by == of
    if states is not None:
        yield import_.c.state.in_(states)
    if blocked:
        yield import_.c.blocked > 0


def move_import(
    conn: Connection,
    import_id: str,
    from_states: Collection[ImportState],
    to_state: ImportState,
    **changes: Unpack[ImportChanges],
) -> bool:
    """Move the import on if it is in one of `from_states`; False means that somebody else moved it before."""
    values: dict[str, Any] = {"state": to_state, **changes}
    moved = update(import_).where(import_.c.id == import_id, import_.c.state.in_(from_states)).values(values)
    return conn.execute(moved).rowcount == 1


def keep_choices(conn: Connection, import_id: str, choices: Choices) -> None:
    """How the file is to be read and judged, learned before anybody did."""
    own = (import_.c.id == import_id) & (import_.c.state == ImportState.RECEIVED)
    conn.execute(update(import_).where(own).values(choices=asdict(choices)))


def _record(row: RowMapping) -> ImportRecord:
    kept = {"choices": choices_of(row["choices"]), "decisions": taken_of(row["decisions"])}
    return ImportRecord(**{**row, "state": ImportState(row["state"]), **kept})
