"""What a database says when it fails becomes one of our problems, with whether trying again can help."""

import errno
import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, NoResultFound

from trunkload.storage.database_failures import storage_error
from trunkload.storage.failures import StorageError, StorageProblem, file_failures, sqlite_failures


class ServerError(Exception):
    """As psycopg raises it: with an SQLSTATE."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("text of the server")
        self.sqlstate = sqlstate


class OperationalError(ServerError):
    """As psycopg calls it when a connection fails."""


def sqlite_error(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("text of the library")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("original", "problem", "permanent"),
    [
        (sqlite_error("SQLITE_BUSY"), StorageProblem.LOCKED, False),
        (sqlite_error("SQLITE_BUSY_SNAPSHOT"), StorageProblem.LOCKED, False),
        (sqlite_error("SQLITE_FULL"), StorageProblem.DISK_FULL, True),
        (sqlite_error("SQLITE_READONLY_DBMOVED"), StorageProblem.READ_ONLY, True),
        (sqlite_error("SQLITE_CANTOPEN"), StorageProblem.NOT_THERE, True),
        (sqlite_error("SQLITE_NOTADB"), StorageProblem.DAMAGED, True),
        (sqlite_error("SQLITE_CONSTRAINT_CHECK"), StorageProblem.FAILED, True),
        (ServerError("40P01"), StorageProblem.LOCKED, False),
        (ServerError("55P03"), StorageProblem.LOCKED, False),
        (ServerError("53100"), StorageProblem.DISK_FULL, True),
        (ServerError("57P01"), StorageProblem.UNREACHABLE, False),
        (ServerError("25006"), StorageProblem.READ_ONLY, True),
        (ServerError("3D000"), StorageProblem.NOT_THERE, True),
        (ServerError("23514"), StorageProblem.FAILED, True),
        (OperationalError(None), StorageProblem.UNREACHABLE, False),
        (ServerError(None), StorageProblem.FAILED, True),
    ],
)
def test_a_failure_says_what_it_is_and_whether_trying_again_can_help(
    original: Exception, problem: StorageProblem, *, permanent: bool
) -> None:
    error = storage_error(DBAPIError("SELECT 1", {}, original))
    assert (error.problem, error.permanent) == (problem, permanent)
    assert str(error) == problem.value


def test_a_mistake_in_our_own_query_is_permanent() -> None:
    error = storage_error(NoResultFound())
    assert (error.problem, error.permanent) == (StorageProblem.FAILED, True)


@pytest.mark.parametrize(
    ("raised", "problem", "permanent"),
    [
        (sqlite_error("SQLITE_BUSY"), StorageProblem.LOCKED, False),
        (sqlite_error("SQLITE_CORRUPT_INDEX"), StorageProblem.DAMAGED, True),
        (sqlite3.ProgrammingError("text of the library"), StorageProblem.FAILED, True),
    ],
)
def test_sqlite_without_sqlalchemy_fails_in_the_same_words(
    raised: sqlite3.Error, problem: StorageProblem, *, permanent: bool
) -> None:
    with pytest.raises(StorageError) as failed, sqlite_failures():
        raise raised
    assert (failed.value.problem, failed.value.permanent) == (problem, permanent)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOENT, StorageProblem.NOT_THERE),
        (errno.EACCES, StorageProblem.READ_ONLY),
        (errno.EROFS, StorageProblem.READ_ONLY),
        (errno.ENOSPC, StorageProblem.DISK_FULL),
        (errno.EIO, StorageProblem.DAMAGED),
        (errno.ENAMETOOLONG, StorageProblem.FAILED),
    ],
)
def test_the_file_system_fails_in_our_words(number: int, problem: StorageProblem) -> None:
    with pytest.raises(StorageError) as failed, file_failures():
        raise OSError(number, "text of the system")
    assert (failed.value.problem, failed.value.permanent) == (problem, True)
