"""Knows how the database is opened, read and written: SQLite first, PostgreSQL by the same code."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from trunkload.storage.database_failures import our_errors
from trunkload.storage.failures import StorageProblem, failure, sqlite_failures
from trunkload.storage.snapshot import open_untouched, require_file
from trunkload.storage.turns import PATIENCE, take_turn

WRITERS_TURN = 7_352_001
"""Key of PostgreSQL's advisory lock: one writer at a time, as SQLite has it, so that both behave alike."""

OUR_SIDE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
SERVERS_SIDE = {f"tcp_{name}" if name[0] == "k" else name: value for name, value in OUR_SIDE.items()}
"""A machine that vanishes, or its network, is known to be gone after a minute (seconds, and milliseconds): the server
ends its transaction then, and with that the writers' turn goes on."""

_to_json = partial(json.dumps, ensure_ascii=False, sort_keys=True)


def open_database(url: str, *, read_only: bool = False) -> Engine:
    """The engine for a SQLAlchemy URL (`sqlite:///…`, `postgresql://…`).

    Read-only neither creates nor changes a file; a SQLite file that is missing then is a StorageError. Otherwise a
    missing SQLite file and its folder are made when the first connection needs them.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise failure(StorageProblem.FAILED) from error
    if address.get_backend_name() == "sqlite":
        return _open_sqlite_untouched(address) if read_only else _open_sqlite(address)
    return _open_server(address, read_only=read_only)


def shown_url(url: str) -> str:
    """Where a database is, with any password hidden. Raises StorageError where that is no address."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError as error:
        raise failure(StorageProblem.FAILED) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one consistent state and keeps nothing that is written through it."""
    with our_errors(), engine.connect() as conn:
        if conn.dialect.name == "postgresql":
            conn.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with conn.begin() as transaction:
            yield conn
            transaction.rollback()


@contextmanager
def writing(engine: Engine, *, in_turn: bool = True) -> Iterator[Connection]:
    """A connection in the one writing transaction; it is kept when the block ends well, else nothing of it is.

    `in_turn`: False for rows that nobody else writes, who then waits for no other writer where the database allows it.
    """
    with our_errors(), engine.connect().execution_options(trunkload_writes=True) as conn, conn.begin():
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            if in_turn:
                conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_TURN})")
        yield conn


def _open_sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        _make_folder(Path(address.database).parent)
    engine = create_engine(address, connect_args={"timeout": PATIENCE}, json_serializer=_to_json, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_sqlite_untouched(address: URL) -> Engine:
    path = Path(address.database or "")
    require_file(path)
    # No pool: every connection is a fresh look at the file.
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=partial(open_untouched, path),
        poolclass=NullPool,
        json_serializer=_to_json,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_server(address: URL, *, read_only: bool) -> Engine:
    if address.drivername in {"postgresql", "postgres"}:
        address = address.set(drivername="postgresql+psycopg")
    try:
        return create_engine(
            address,
            connect_args=_connecting(address),
            execution_options={"postgresql_readonly": read_only},
            json_serializer=_to_json,
            hide_parameters=True,
            pool_pre_ping=True,
        )
    except ImportError as error:
        raise failure(StorageProblem.DRIVER_MISSING) from error


def _connecting(address: URL) -> dict[str, str | int]:
    """What the address says of it counts."""
    told = {"connect_timeout": PATIENCE, **OUR_SIDE}
    options = " ".join([*(f"-c {name}={value}" for name, value in SERVERS_SIDE.items()), _one(address, "options")])
    return {**{name: value for name, value in told.items() if name not in address.query}, "options": options.rstrip()}


def _one(address: URL, name: str) -> str:
    found = address.query.get(name, "")
    return found if isinstance(found, str) else " ".join(found)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise failure(StorageProblem.READ_ONLY) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's pool record
    # sqlite3 would begin transactions by itself and too late; we begin them (SQLAlchemy 2.0, "pysqlite" dialect).
    connection.isolation_level = None
    _keep_a_log(connection)
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own lower() knows no letter but A to Z.
    connection.create_function("folded", 1, _folded, deterministic=True)


def _folded(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Where several begin at once SQLite does not wait here as elsewhere (sqlite.org/wal.html, SQLITE_BUSY)."""
    until = monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.01)
        else:
            return


def _begin_sqlite(conn: Connection) -> None:
    if not conn.get_execution_options().get("trunkload_writes", False):
        conn.exec_driver_sql("BEGIN")
        return
    connection: Any = conn.connection.driver_connection
    with sqlite_failures():
        take_turn(connection)
