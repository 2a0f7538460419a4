"""Knows what a database's failure means in our words, SQLite's and PostgreSQL's, as SQLAlchemy hands them on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from trunkload.storage.failures import SQLITE_PROBLEMS, StorageError, StorageProblem, failure, problem_called

POSTGRESQL_PROBLEMS = {
    "08": StorageProblem.UNREACHABLE,
    "25006": StorageProblem.READ_ONLY,
    "3D": StorageProblem.NOT_THERE,
    "40001": StorageProblem.LOCKED,
    "40P01": StorageProblem.LOCKED,
    "42501": StorageProblem.NOT_ALLOWED,
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
    """What SQLAlchemy raises inside leaves as a StorageError: where it was raised, and nothing that it says. A server
    tells the values of a key that is there twice, and whoever runs the story keeps the causes of its failures.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise storage_error(error).with_traceback(error.__traceback__) from None


def storage_error(error: SQLAlchemyError) -> StorageError:
    return failure(problem_of(error))


def problem_of(error: SQLAlchemyError) -> StorageProblem:
    if not isinstance(error, DBAPIError):
        return StorageProblem.FAILED
    name = str(getattr(error.orig, "sqlite_errorname", None) or "")
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if name:
        return problem_called(name, SQLITE_PROBLEMS)
    if state:
        return problem_called(state, POSTGRESQL_PROBLEMS)
    # psycopg names no SQLSTATE where the server was not reached or went away.
    gone = error.connection_invalidated or type(error.orig).__name__ == "OperationalError"
    return StorageProblem.UNREACHABLE if gone else StorageProblem.FAILED
