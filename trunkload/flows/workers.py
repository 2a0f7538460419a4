"""Knows which workers of this machine are still at work: the system keeps a lock for each until its process ends."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from trunkload.settings import Settings
from trunkload.storage.inbox import Claim


class Work(StrEnum):
    """What a worker does; the word stands in its lock."""

    ORDERS = "orders"
    INBOX = "inbox"
    IMPORT = "import"


@contextmanager
def at_work(folder: Path, work: Work) -> Iterator[str]:
    """The name of a new worker, which is at work until the block or the process ends, whatever ends it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    worker = secrets.token_hex(8)
    path = folder / worker
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        os.write(handle, work.value.encode())
        yield worker
        path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def work_of(folder: Path, worker: str) -> Work:
    """What it does, or did until it ended; one of an earlier program sent orders."""
    with suppress(OSError, ValueError):
        return Work((folder / worker).read_text("ascii"))
    return Work.ORDERS


def is_gone(folder: Path, worker: str) -> bool:
    """Whether the worker was one of this machine and its process has ended; of another machine nothing is known."""
    try:
        handle = os.open(folder / worker, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def is_left_behind(settings: Settings, claim: Claim, now: datetime) -> bool:
    """Whether nobody works on the file any more: it was let go, its worker has ended, or has had it for too long."""
    patience = timedelta(seconds=settings.inbox.takeover_seconds)
    is_over = datetime.fromisoformat(claim.since) + patience <= now
    return not claim.worker or is_over or is_gone(settings.home / "workers", claim.worker)
