"""Looks at the database: is it reached, of which version, sound, and does it have the same time as we."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from trunkload.flows.health.checks import Check, Sight, seen
from trunkload.flows.health.clock import compared
from trunkload.flows.health.side_by_side import PROBE_SECONDS
from trunkload.settings import Settings
from trunkload.storage.database import open_database, reading, shown_url
from trunkload.storage.failures import StorageProblem, failure, sqlite_failures
from trunkload.storage.quick_account import sqlite_file
from trunkload.storage.snapshot import open_untouched
from trunkload.storage.upgrade import database_version
from trunkload.storage.version import HEAD

LOG_FORMAT = b"\x02\x02"
"""What stands at bytes 18 and 19 of a SQLite file in WAL mode (sqlite.org/fileformat2.html, 1.3.3)."""

SOUND_SECONDS = PROBE_SECONDS - 2
OPCODES = 10_000
"""SQLite looks at the clock after so many steps."""


def look_at_database(settings: Settings) -> Iterator[Check]:
    """Raises StorageError where it is not reached."""
    file = sqlite_file(settings.ledger_url)
    if file is None:
        with at_database(settings) as ledger:
            yield from _versions(settings, ledger)
            if ledger.dialect.name == "postgresql":
                yield from _server(ledger)
    elif not file.exists():
        yield seen("database.version", Sight.DATABASE_MISSING, url=shown_url(settings.ledger_url), needed=HEAD)
    else:
        yield from _integrity(file)
        with at_database(settings) as ledger:
            yield from _versions(settings, ledger)


@contextmanager
def at_database(settings: Settings) -> Iterator[Engine]:
    """It is read, and neither made nor upgraded. Raises StorageError."""
    ledger = open_database(settings.ledger_url, read_only=True)
    try:
        yield ledger
    finally:
        ledger.dispose()


def _versions(settings: Settings, ledger: Engine) -> Iterator[Check]:
    version = database_version(ledger)
    if version is not None and version > HEAD:
        raise failure(StorageProblem.NEWER_VERSION)
    is_file = ledger.dialect.name == "sqlite"
    behind = Sight.DATABASE_BEHIND_FILE if is_file else Sight.DATABASE_BEHIND
    empty = Sight.DATABASE_MISSING if is_file else Sight.DATABASE_EMPTY
    sight = empty if version is None else Sight.DATABASE_CURRENT if version == HEAD else behind
    told = {"url": shown_url(settings.ledger_url), "there": version or "–", "needed": HEAD}
    yield seen("database.version", sight, **told)


def _server(ledger: Engine) -> Iterator[Check]:
    before = datetime.now(UTC)
    with reading(ledger) as conn:
        version = str(conn.exec_driver_sql("SHOW server_version").scalar_one())
        its = conn.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    yield seen("database.server", Sight.DATABASE_SERVER, version=version.partition(" ")[0])
    here = before + (datetime.now(UTC) - before) / 2
    yield compared("clock.database", its.astimezone(UTC), here)


def _integrity(file: Path) -> Iterator[Check]:
    with sqlite_failures(), closing(open_untouched(file)) as connection:
        until = time.monotonic() + SOUND_SECONDS
        connection.set_progress_handler(lambda: time.monotonic() > until, OPCODES)
        yield _sound(connection, file)
    with file.open("rb") as opened:
        has_log = opened.read(20)[18:] == LOG_FORMAT
    yield seen("database.log", Sight.DATABASE_WITH_LOG if has_log else Sight.DATABASE_WITHOUT_LOG)


def _sound(connection: sqlite3.Connection, file: Path) -> Check:
    size = file.stat().st_size
    try:
        told = [str(one) for (one,) in connection.execute("PRAGMA quick_check(1)")]
    except sqlite3.OperationalError as stopped:
        if stopped.sqlite_errorname != "SQLITE_INTERRUPT":
            raise
        return seen("database.integrity", Sight.DATABASE_LARGE, bytes=size, seconds=SOUND_SECONDS)
    sight = Sight.DATABASE_SOUND if told == ["ok"] else Sight.DATABASE_UNSOUND
    return seen("database.integrity", sight, bytes=size)
