"""Knows which uploads wait to be read and checked, who is at it, and whose turn is next: nobody waits for another's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from trunkload.storage.web_tables import upload_job

WAITS: Final = "waits"
"""Beside the code of what stood against a file: it is kept, and somebody may mend it."""


@dataclass(frozen=True, slots=True)
class UploadJob:
    """One upload on its way to its report. `step`: what is done now, by the name of the story's step; `why`: the code
    and parameters of what stood against it; `worker`: the process that has it in hand."""

    import_id: str
    owner: str
    size: int
    queued_at: datetime
    begun_at: datetime | None = None
    worker: str | None = None
    step: str | None = None
    why: Mapping[str, Any] = field(default_factory=dict)
    ended_at: datetime | None = None

    @property
    def waits_for_person(self) -> bool:
        return self.why.get(WAITS) is True


def queue_job(conn: Connection, import_id: str, owner: str, size: int, now: datetime) -> None:
    conn.execute(insert(upload_job).values(import_id=import_id, owner=owner, size=size, queued_at=now))


def find_job(conn: Connection, import_id: str) -> UploadJob | None:
    row = conn.execute(select(upload_job).where(upload_job.c.import_id == import_id)).mappings().first()
    return None if row is None else _job(row)


def find_jobs(conn: Connection, import_ids: Collection[str]) -> tuple[UploadJob, ...]:
    rows = conn.execute(select(upload_job).where(upload_job.c.import_id.in_(import_ids))).mappings()
    return tuple(_job(row) for row in rows)


def take_job(conn: Connection, worker: str, now: datetime, most_of_one: int) -> UploadJob | None:
    """The next job in hand: of whoever has the fewest in hand, and has waited longest since the last; within that the
    smallest file. None where nothing waits, or whoever waits has `most_of_one` in hand already."""
    waits = select(upload_job).where(upload_job.c.begun_at.is_(None), upload_job.c.ended_at.is_(None))
    waiting = [_job(row) for row in conn.execute(waits).mappings()]
    if not waiting:
        return None
    open_ = upload_job.c.begun_at.is_not(None) & upload_job.c.ended_at.is_(None)
    owner = upload_job.c.owner
    in_hand = dict(conn.execute(select(owner, func.count()).where(open_).group_by(owner)).tuples().all())
    those = owner.in_({one.owner for one in waiting})
    last = dict(
        conn.execute(select(owner, func.max(upload_job.c.begun_at)).where(those).group_by(owner)).tuples().all()
    )
    free = [one for one in waiting if in_hand.get(one.owner, 0) < most_of_one]
    if not free:
        return None
    never = datetime.min.replace(tzinfo=now.tzinfo)
    chosen = min(
        free, key=lambda one: (in_hand.get(one.owner, 0), last.get(one.owner) or never, one.size, one.import_id)
    )
    own = upload_job.c.import_id == chosen.import_id
    conn.execute(update(upload_job).where(own).values(begun_at=now, worker=worker))
    return chosen


def note_step(conn: Connection, import_id: str, step: str) -> None:
    """Nothing where the import did not come by the page."""
    own = (upload_job.c.import_id == import_id) & upload_job.c.ended_at.is_(None)
    conn.execute(update(upload_job).where(own).values(step=step))


def end_job(conn: Connection, import_id: str, why: Mapping[str, Any], now: datetime) -> None:
    own = (upload_job.c.import_id == import_id) & upload_job.c.ended_at.is_(None)
    conn.execute(update(upload_job).where(own).values(why=dict(why), ended_at=now))


def queue_again(conn: Connection, import_id: str, now: datetime) -> None:
    """A job that ended waits for its turn once more."""
    begun = {"begun_at": None, "worker": None, "step": None}
    own = upload_job.c.import_id == import_id
    conn.execute(update(upload_job).where(own).values(queued_at=now, why={}, ended_at=None, **begun))


def wait_no_more(conn: Connection, import_id: str) -> None:
    """What stood against the file stays said."""
    job = find_job(conn, import_id)
    if job is not None:
        why = {name: told for name, told in job.why.items() if name != WAITS}
        conn.execute(update(upload_job).where(upload_job.c.import_id == import_id).values(why=why))


def jobs_in_hand(conn: Connection) -> tuple[UploadJob, ...]:
    """Begun and not ended."""
    open_ = upload_job.c.begun_at.is_not(None) & upload_job.c.ended_at.is_(None)
    return tuple(_job(row) for row in conn.execute(select(upload_job).where(open_)).mappings())


def give_back(conn: Connection, import_id: str, worker: str) -> None:
    """Whoever had it in hand is gone: it waits again."""
    own = (upload_job.c.import_id == import_id) & (upload_job.c.worker == worker) & upload_job.c.ended_at.is_(None)
    conn.execute(update(upload_job).where(own).values(begun_at=None, worker=None, step=None))


def forget_job(conn: Connection, import_id: str) -> None:
    conn.execute(delete(upload_job).where(upload_job.c.import_id == import_id))


def _job(row: RowMapping) -> UploadJob:
    return UploadJob(**row)
