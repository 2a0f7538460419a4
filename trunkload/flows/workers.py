"""Knows which workers of this machine are still at work: the system keeps a lock for each until its process ends."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def at_work(folder: Path) -> Iterator[str]:
    """The name of a new worker, which is at work until the block or the process ends, whatever ends it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    worker = secrets.token_hex(8)
    path = folder / worker
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield worker
        path.unlink(missing_ok=True)
    finally:
        os.close(handle)


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
