"""Knows how `check` reads what is known from SQLite with the standard library: loading SQLAlchemy costs more time."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from trunkload.inventory.account import Account
from trunkload.storage.account_reading import account_told
from trunkload.storage.failures import sqlite_failures
from trunkload.storage.frames import PIECE, Rows
from trunkload.storage.moments import now, present
from trunkload.storage.remembered import Remembered, remembered_told
from trunkload.storage.snapshot import open_untouched
from trunkload.storage.uploaded_people import DIGESTS, Uploads
from trunkload.storage.version import require_head

SQLITE_FILE = re.compile(r"sqlite(?:\+pysqlite)?:///([^?]+)")


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLAlchemy URL of SQLite; None for a server, and for what needs SQLAlchemy to be understood."""
    found = SQLITE_FILE.fullmatch(url)
    return None if found is None else Path(found[1])


def read_account_of(path: Path, at: datetime | None = None) -> Account | None:
    """What `accounts.read_account` answers, as of the same moment; None before the first snapshot.

    The folder stays as it is.
    Raises StorageError, also for tables that are older or newer than this program's.
    """
    with _one_look(path) as connection:
        require_head(_version(connection))
        return account_told(partial(_ask, connection, at or now()))


def read_remembered_of(path: Path) -> Remembered:
    """What `mappings.read_remembered` answers; raises as `read_account_of` does."""
    with _one_look(path) as connection:
        require_head(_version(connection))
        return remembered_told(partial(_ask, connection, now()))


@contextmanager
def uploads_in(path: Path) -> Iterator[Uploads]:
    """What `uploaded_people.read_uploads` answers; raises as `read_account_of` does."""
    with _one_look(path) as connection:
        require_head(_version(connection))
        yield Uploads(partial(_ask, connection, now()), partial(_digests, connection))


@contextmanager
def _one_look(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that sees one committed state."""
    with sqlite_failures(), closing(open_untouched(path)) as connection:
        connection.execute("BEGIN")
        yield connection


def _version(connection: sqlite3.Connection) -> str | None:
    tables = connection.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'alembic_version'")
    if tables.fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _digests(connection: sqlite3.Connection, import_id: str) -> bytes:
    return bytes(connection.execute(DIGESTS, {"import_id": import_id}).fetchone()[0])


def _ask(connection: sqlite3.Connection, at: datetime, query: str) -> Rows:
    cursor = connection.execute(query, present(at))
    names = tuple(column[0] for column in cursor.description)
    return Rows(names, iter(lambda: cursor.fetchmany(PIECE), []))
