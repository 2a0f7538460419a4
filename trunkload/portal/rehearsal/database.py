"""Knows how the rehearsal carrier's database is opened, and how its ids are counted."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, inspect, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.portal.rehearsal.login_tables import LOGIN_TABLES
from trunkload.portal.rehearsal.tables import SCHEMA_VERSION, counter, schema_version
from trunkload.portal.rehearsal.tables_beside import EVERY_TABLE

_TABLES = tuple(dict.fromkeys((*EVERY_TABLE, *LOGIN_TABLES)))
"""Each once, whichever module was there first."""

_FIRST_IDS = {"order": 9000, "workplace": 6000, "cancellation": 0, "listener": 0}


def prepare_database(engine: Engine) -> None:
    """Make the tables that are missing: all, or those that an earlier program of this version did not have.

    A file of another version is left alone and refused (PortalError).
    """
    with database_failures_are_ours():
        found = _version(engine)
        if found is None or (found == SCHEMA_VERSION and _lacks_tables(engine)):
            with engine.begin() as connection:
                _make_tables(connection)
            found = _version(engine)
    if found != SCHEMA_VERSION:
        detail = f"the rehearsal carrier's file has version {found}, this Trunkload reads version {SCHEMA_VERSION}"
        raise PortalError(PortalProblem.REFUSED, permanent=True, sent=False, detail=detail)


def rehearsal_version(engine: Engine) -> int | None:
    """The version of the file's tables, SCHEMA_VERSION where they are ours; None before there are any.

    Raises PortalError.
    """
    with database_failures_are_ours():
        return _version(engine)


def _lacks_tables(engine: Engine) -> bool:
    return not {one.name for one in _TABLES}.issubset(inspect(engine).get_table_names())


def _version(engine: Engine) -> int | None:
    """None where there are no tables yet."""
    if not inspect(engine).has_table(schema_version.name):
        return None
    with engine.connect() as connection:
        return connection.scalar(select(schema_version.c.version))


@contextmanager
def database_failures_are_ours() -> Iterator[None]:
    """For what happens outside of a request; within one, the carrier answers with a status."""
    try:
        yield
    except OperationalError as failure:
        detail = "the rehearsal carrier's file cannot be read or written"
        raise PortalError(PortalProblem.UNREACHABLE, permanent=False, sent=False, detail=detail) from failure
    except SQLAlchemyError as failure:
        detail = "the rehearsal carrier's file is none of its own"
        raise PortalError(PortalProblem.NONSENSE, permanent=True, sent=False, detail=detail) from failure


def next_ids(connection: Connection, name: str, count: int = 1) -> range:
    """The next `count` free numbers. Being a write, it makes the caller the only writer from here on."""
    raised = update(counter).where(counter.c.name == name).values(value=counter.c.value + count)
    last = connection.scalar(raised.returning(counter.c.value)) or 0
    return range(last - count + 1, last + 1)


def _make_tables(connection: Connection) -> None:
    """If two processes come at once, both may do it."""
    for table in _TABLES:
        connection.execute(CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            connection.execute(CreateIndex(index, if_not_exists=True))
    connection.execute(insert(schema_version).values(version=SCHEMA_VERSION).on_conflict_do_nothing())
    ids = [{"name": name, "value": value} for name, value in _FIRST_IDS.items()]
    connection.execute(insert(counter).on_conflict_do_nothing(), ids)
