"""The real databases: SQLite always, PostgreSQL where this machine can run one."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import Engine, create_engine, make_url

from tests.integration.postgresql import NoPostgresql, running_postgresql
from trunkload.storage.database import open_database
from trunkload.storage.upgrade import upgrade_database


@pytest.fixture(scope="session")
def postgresql_server(missing: Callable[[str], NoReturn]) -> Iterator[str]:
    """The URL of one PostgreSQL server for the whole run."""
    try:
        with running_postgresql() as url:
            yield url
    except NoPostgresql as reason:
        missing(str(reason))


@pytest.fixture(scope="session")
def new_postgresql_url(postgresql_server: str) -> Iterator[Callable[[], str]]:
    """Call it for the URL of an empty database."""
    address = make_url(postgresql_server).set(drivername="postgresql+psycopg")
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    numbered = count(1)

    def new() -> str:
        name = f"test_{next(numbered)}"
        with admin.connect() as conn:
            conn.exec_driver_sql(f"CREATE DATABASE {name}")
        return address.set(database=name).render_as_string(hide_password=False)

    yield new
    admin.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'home' / 'trunkload.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return str(request.getfixturevalue("new_postgresql_url")())


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database with our tables in it, once on SQLite and once on PostgreSQL."""
    engine = open_database(database_url)
    upgrade_database(engine)
    yield engine
    engine.dispose()
