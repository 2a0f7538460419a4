"""Knows how to read a SQLite database without a trace: no lock file, no write-ahead log, no byte is written.

SQLite's own `mode=ro` makes the side files `-wal` and `-shm` when nobody has the database open.
"""

import shutil
import sqlite3
import tempfile
import time
from pathlib import Path

from trunkload.storage.failures import StorageProblem, failure, file_failures

ROLLBACK_FORMAT = b"\x01\x01"
"""What stands at bytes 18 and 19 of a database that is not in WAL mode; only such a one can live in memory."""

TRIES = 50
PAUSE = 0.02


@file_failures()
def open_untouched(path: Path) -> sqlite3.Connection:
    """A connection that sees the last committed state of `path`, cannot write, and leaves the folder as it was.

    Transactions are begun by the caller. Raises StorageError, and sqlite3.Error for what is no database.
    """
    require_file(path)
    for _ in range(TRIES):
        connection = _try_open(path)
        if connection is not None:
            connection.isolation_level = None
            connection.execute("PRAGMA query_only = ON")
            return connection
        time.sleep(PAUSE)
    raise failure(StorageProblem.LOCKED)


@file_failures()
def require_file(path: Path) -> None:
    if not path.is_file():
        raise failure(StorageProblem.NOT_THERE)


def _try_open(path: Path) -> sqlite3.Connection | None:
    """None where somebody opened or closed the database meanwhile."""
    before = _trace(path)
    # An index whose log is gone says nothing, and SQLite would make the log anew.
    if _beside(path, "-shm").exists() and _beside(path, "-wal").exists():
        return _beside_writer(path)
    if _size(_beside(path, "-wal")) or _size(_beside(path, "-journal")):
        return _recovered_copy(path)
    content = path.read_bytes()
    return _in_memory(content) if _trace(path) == before else None


def _beside_writer(path: Path) -> sqlite3.Connection | None:
    """Reads with the side files that are there, shared with a living writer or left by a killed one."""
    uri = f"{path.resolve().as_uri()}?mode=ro&readonly_shm=1"
    connection = sqlite3.connect(uri, uri=True, timeout=30, check_same_thread=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorname.startswith("SQLITE_CANTOPEN"):
            return None
        raise
    return connection


def _in_memory(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    if content:
        connection.deserialize(content[:18] + ROLLBACK_FORMAT + content[20:])
    return connection


def _recovered_copy(path: Path) -> sqlite3.Connection | None:
    """A log without its index, as a restored backup leaves it: SQLite puts both together in a copy elsewhere."""
    before = _trace(path)
    with tempfile.TemporaryDirectory() as folder:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-journal"):
            if path.with_name(name).exists():
                shutil.copyfile(path.with_name(name), Path(folder, name))
        if _trace(path) != before:
            return None
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        copy = sqlite3.connect(Path(folder, path.name))
        try:
            copy.backup(memory)
        finally:
            copy.close()
        return memory


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _size(path: Path) -> int:
    """In bytes; 0 where there is no such file."""
    return path.stat().st_size if path.exists() else 0


def _trace(path: Path) -> tuple[tuple[int, int, int] | None, ...]:
    """What changes when somebody writes: identity, size and time of the database and its side files."""
    files = [path, *(_beside(path, suffix) for suffix in ("-wal", "-shm", "-journal"))]
    found = [file.stat() if file.exists() else None for file in files]
    return tuple(stat and (stat.st_ino, stat.st_size, stat.st_mtime_ns) for stat in found)
