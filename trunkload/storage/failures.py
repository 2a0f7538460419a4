"""Knows how storage fails, in our words, and whether trying again can help (promise 12)."""

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import partial


class StorageProblem(StrEnum):
    """Why the database or the file store could not do what we asked."""

    LOCKED = "locked"
    UNREACHABLE = "unreachable"
    READ_ONLY = "read_only"
    NOT_ALLOWED = "not_allowed"
    DISK_FULL = "disk_full"
    NEWER_VERSION = "newer_version"
    OLDER_VERSION = "older_version"
    NOT_THERE = "not_there"
    DAMAGED = "damaged"
    OTHER_CUSTOMER = "other_customer"
    DRIVER_MISSING = "driver_missing"
    FILE_GONE = "file_gone"
    FILE_DAMAGED = "file_damaged"
    FILES_NO_BUCKET = "files_no_bucket"
    FILES_NOT_ALLOWED = "files_not_allowed"
    FILES_CREDENTIALS = "files_credentials"
    FILES_REGION = "files_region"
    FILES_CLOCK = "files_clock"
    FILES_REFUSED = "files_refused"
    FILES_UNREACHABLE = "files_unreachable"
    FILES_BUSY = "files_busy"
    FAILED = "failed"


class StorageError(Exception):
    """Storage failed us. `permanent`: trying again later cannot help; a person has to do something."""

    def __init__(self, problem: StorageProblem, *, permanent: bool) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.permanent = permanent

    def __reduce__(self) -> tuple[object, ...]:
        """It comes from other processes, too: one that cannot be made anew takes the whole pool with it."""
        return partial(type(self), permanent=self.permanent), (self.problem,)


class InboxError(StorageError):
    """The inbox failed us; where it lies is another setting than that of our own files."""


class ClaimLost(Exception):  # noqa: N818 - losing a claim is a normal outcome, not an error
    """Another open order already has this number, username, internal number or person (promises 3 and 5).

    `claim` is `number`, `username`, `internal_number`, `employee` or `identity`. Nothing of the transaction may stay.
    """

    def __init__(self, claim: str) -> None:
        super().__init__(claim)
        self.claim = claim


TEMPORARY = frozenset(
    {
        *(StorageProblem.LOCKED, StorageProblem.UNREACHABLE),
        *(StorageProblem.FILES_UNREACHABLE, StorageProblem.FILES_BUSY),
    }
)

SQLITE_PROBLEMS = {
    "SQLITE_BUSY": StorageProblem.LOCKED,
    "SQLITE_LOCKED": StorageProblem.LOCKED,
    "SQLITE_READONLY": StorageProblem.READ_ONLY,
    "SQLITE_PERM": StorageProblem.READ_ONLY,
    "SQLITE_FULL": StorageProblem.DISK_FULL,
    "SQLITE_CANTOPEN": StorageProblem.NOT_THERE,
    "SQLITE_CORRUPT": StorageProblem.DAMAGED,
    "SQLITE_NOTADB": StorageProblem.DAMAGED,
}
"""Primary result codes; an extended one begins with its primary one."""

FILE_PROBLEMS = {
    errno.ENOENT: StorageProblem.NOT_THERE,
    errno.EACCES: StorageProblem.READ_ONLY,
    errno.EPERM: StorageProblem.READ_ONLY,
    errno.EROFS: StorageProblem.READ_ONLY,
    errno.ENOSPC: StorageProblem.DISK_FULL,
    errno.EDQUOT: StorageProblem.DISK_FULL,
    errno.EIO: StorageProblem.DAMAGED,
}


def failure(problem: StorageProblem) -> StorageError:
    return StorageError(problem, permanent=problem not in TEMPORARY)


def problem_called(code: str, problems: Mapping[str, StorageProblem]) -> StorageProblem:
    """The problem whose key `code` begins with."""
    return next((problem for start, problem in problems.items() if code.startswith(start)), StorageProblem.FAILED)


@contextmanager
def inbox_failures() -> Iterator[None]:
    """How storage fails inside leaves as an InboxError."""
    try:
        yield
    except StorageError as failed:
        raise InboxError(failed.problem, permanent=failed.permanent) from failed


@contextmanager
def sqlite_failures() -> Iterator[None]:
    """What Python's own sqlite3 raises inside leaves as a StorageError."""
    try:
        yield
    except sqlite3.Error as error:
        # Mistakes in the use of the module have no name.
        name = getattr(error, "sqlite_errorname", None) or ""
        raise failure(problem_called(name, SQLITE_PROBLEMS)) from error


@contextmanager
def file_failures() -> Iterator[None]:
    """What the file system raises inside leaves as a StorageError."""
    try:
        yield
    except OSError as error:
        raise failure(FILE_PROBLEMS.get(error.errno or 0, StorageProblem.FAILED)) from error
