"""Knows that somebody's change of an import is under way: it stands where its upload did, and only one goes on."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, insert, update

from trunkload.storage.upload_jobs import UploadJob, find_job
from trunkload.storage.web_tables import upload_job

UNDER_WAY: Final = "changing"
BROKEN_OFF: Final = "change_broken_off"
NOT_CHANGED: Final = "not_changed"
"""Words that say of a job that it is about a change, and how that ended; else it is about the upload itself."""


def is_change(job: UploadJob) -> bool:
    """Whether it goes on, or ended otherwise than well."""
    return job.why.get("kind") in {UNDER_WAY, BROKEN_OFF, NOT_CHANGED}


def begin_change(conn: Connection, wanted: UploadJob, is_gone: Callable[[str], bool]) -> bool:
    """Whether it is this worker's to change now; not while the import is checked, or somebody else changes it.

    `wanted`: of which import, whose wish, since when and by which worker.
    """
    job = find_job(conn, wanted.import_id)
    values = {**asdict(wanted), "why": {"kind": UNDER_WAY}}
    if job is None:
        conn.execute(insert(upload_job).values(values))
        return True
    is_left = is_change(job) and job.worker is not None and is_gone(job.worker)
    if job.ended_at is None and not is_left:
        return False
    conn.execute(update(upload_job).where(upload_job.c.import_id == wanted.import_id).values(values))
    return True


def end_change(conn: Connection, import_id: str, worker: str, why: Mapping[str, Any], now: datetime) -> None:
    """`why`: what stood against it, for whoever wanted it; nothing where another worker has the import by now."""
    own = (upload_job.c.import_id == import_id) & (upload_job.c.worker == worker) & upload_job.c.ended_at.is_(None)
    conn.execute(update(upload_job).where(own).values(why=dict(why), ended_at=now))


def forget_why(conn: Connection, import_id: str) -> None:
    """The person has read what stood against the change."""
    ended = (upload_job.c.import_id == import_id) & upload_job.c.ended_at.is_not(None)
    conn.execute(update(upload_job).where(ended).values(why={}))
