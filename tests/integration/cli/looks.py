"""Looks into a home without any command: what the ledger, the carrier and the outbox hold."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from trunkload.flows.wiring import REHEARSAL_FILE


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query answers, read-only."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def ledger(home: Path, query: str) -> list[tuple[Any, ...]]:
    return rows(home / "trunkload.sqlite", query)


def carrier(home: Path, query: str) -> list[tuple[Any, ...]]:
    return rows(home / REHEARSAL_FILE, query)


def count(home: Path, table: str) -> int:
    """Rows of one of the carrier's tables."""
    return int(carrier(home, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - a table's name from a test


def import_states(home: Path) -> dict[str, str]:
    return dict(ledger(home, "SELECT id, state FROM import ORDER BY id"))


def first_import(home: Path) -> tuple[str, str]:
    """Id and digest of the home's first import."""
    import_id, digest = ledger(home, "SELECT id, digest FROM import ORDER BY id")[0]
    return str(import_id), str(digest)


def planned_numbers(home: Path) -> int:
    """Those that are held for a plan's rows, without those that wait for blocked ones."""
    kept = "SELECT e164 FROM kept_number"
    return int(ledger(home, f"SELECT count(*) FROM number WHERE state = 'held' AND e164 NOT IN ({kept})")[0][0])  # noqa: S608 - our own words


def held_numbers(home: Path) -> int:
    return int(ledger(home, "SELECT count(*) FROM number WHERE state = 'held'")[0][0])


def contents(folder: Path) -> dict[str, str]:
    """Every path below a folder with the SHA-256 of its bytes."""
    return {
        str(path.relative_to(folder)): "" if path.is_dir() else sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
    }
