"""Knows how the writers of one SQLite file take turns: who waits longer asks more often, so that nobody starves.

SQLite's own waiting does the opposite: it asks ever more seldom, and whoever comes late is served first.
"""

import sqlite3
from time import monotonic, sleep

PATIENCE = 30
"""Seconds that a writer waits for its turn."""

FIRST_PAUSE = 0.03
"""Seconds between the first two times that a writer asks."""


def take_turn(connection: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Begin the writing transaction; raises sqlite3.OperationalError, SQLITE_BUSY where the turn does not come in
    `patience` seconds."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        _begin_in_time(connection, patience)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")


def _begin_in_time(connection: sqlite3.Connection, patience: float) -> None:
    came = monotonic()
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            waited = monotonic() - came
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or waited > patience:
                raise
            sleep(FIRST_PAUSE / (1 + waited) ** 2)
        else:
            return
