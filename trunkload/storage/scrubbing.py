"""Knows how what was deleted leaves the bytes of a SQLite file, too: its free pages and its log."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

PATIENCE = 10.0
"""Seconds to wait for others to be done with the old state."""


def overwrite_deleted(engine: Engine, patience: float = PATIENCE) -> bool:
    """The file is written anew without what was deleted, and its log emptied; False where another process is in the way
    for longer than `patience` seconds. A server's database does so by itself (PostgreSQL: autovacuum)."""
    if engine.dialect.name != "sqlite":
        return True
    borrowed = engine.raw_connection()
    try:
        return _written_anew(borrowed.driver_connection, patience)
    finally:
        # Not given back: it waits otherwise than the others do.
        borrowed.invalidate()


def overwrite_deleted_in(file: Path, patience: float = PATIENCE) -> bool:
    """The same for a file that is another program's, which may be at work on it; True where there is none."""
    if not file.is_file():
        return True
    with closing(sqlite3.connect(file)) as connection:
        return _written_anew(connection, patience)


def _written_anew(connection: Any, patience: float) -> bool:  # noqa: ANN401 - as its driver has it
    try:
        connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
        connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    return not busy
