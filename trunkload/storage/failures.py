"""Knows how storage fails, in our words, and whether trying again can help (promise 12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, SQLAlchemyError


class StorageProblem(StrEnum):
    """Why the database or the file store could not do what we asked."""

    LOCKED = "locked"
    UNREACHABLE = "unreachable"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    NEWER_VERSION = "newer_version"
    OLDER_VERSION = "older_version"
    NOT_THERE = "not_there"
    DAMAGED = "damaged"
    OTHER_CUSTOMER = "other_customer"
    DRIVER_MISSING = "driver_missing"
    FAILED = "failed"


class StorageError(Exception):
    """Storage failed us. `permanent`: trying again later cannot help; a person has to do something."""

    def __init__(self, problem: StorageProblem, *, permanent: bool) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.permanent = permanent


class ClaimLost(Exception):  # noqa: N818 - losing a claim is a normal outcome, not an error
    """Another open order already has this number, username, internal number or person (promises 3 and 5).

    `claim` is `number`, `username`, `internal_number`, `employee` or `identity`. Nothing of the transaction may stay.
    """

    def __init__(self, claim: str) -> None:
        super().__init__(claim)
        self.claim = claim


TEMPORARY = frozenset({StorageProblem.LOCKED, StorageProblem.UNREACHABLE})

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

POSTGRESQL_PROBLEMS = {
    "08": StorageProblem.UNREACHABLE,
    "25006": StorageProblem.READ_ONLY,
    "3D": StorageProblem.NOT_THERE,
    "40001": StorageProblem.LOCKED,
    "40P01": StorageProblem.LOCKED,
    "53100": StorageProblem.DISK_FULL,
    "53300": StorageProblem.UNREACHABLE,
    "55P03": StorageProblem.LOCKED,
    "57P": StorageProblem.UNREACHABLE,
    "XX001": StorageProblem.DAMAGED,
    "XX002": StorageProblem.DAMAGED,
}
"""SQLSTATEs and classes of them."""


@contextmanager
def our_errors() -> Iterator[None]:
    """What SQLAlchemy raises inside leaves as a StorageError."""
    try:
        yield
    except SQLAlchemyError as error:
        raise storage_error(error) from error


def storage_error(error: SQLAlchemyError) -> StorageError:
    problem = problem_of(error)
    return StorageError(problem, permanent=problem not in TEMPORARY)


def problem_of(error: SQLAlchemyError) -> StorageProblem:
    if not isinstance(error, DBAPIError):
        return StorageProblem.FAILED
    name = str(getattr(error.orig, "sqlite_errorname", None) or "")
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if name:
        return _starting(SQLITE_PROBLEMS, name)
    if state:
        return _starting(POSTGRESQL_PROBLEMS, state)
    # psycopg names no SQLSTATE where the server was not reached or went away.
    gone = error.connection_invalidated or type(error.orig).__name__ == "OperationalError"
    return StorageProblem.UNREACHABLE if gone else StorageProblem.FAILED


def _starting(problems: dict[str, StorageProblem], code: str) -> StorageProblem:
    return next((problem for start, problem in problems.items() if code.startswith(start)), StorageProblem.FAILED)
