"""Knows how what was deleted leaves the bytes of a SQLite file, too: its free pages and its log."""

import sqlite3
from typing import Any

from sqlalchemy import Engine


def overwrite_deleted(engine: Engine) -> bool:
    """The file is written anew without what was deleted, and its log emptied; False where another process is in the way
    now. A server's database does so by itself (PostgreSQL: autovacuum)."""
    if engine.dialect.name != "sqlite":
        return True
    borrowed = engine.raw_connection()
    try:
        connection: Any = borrowed.driver_connection
        connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    finally:
        borrowed.close()
    return not busy
