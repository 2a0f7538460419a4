"""The real databases: SQLite always, PostgreSQL where this machine can run one."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import Engine, create_engine, make_url

from tests.integration.postgresql import NoPostgresql, running_postgresql
from tests.integration.storage.buckets import CREDENTIALS, running_s3
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


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The endpoint of one server of the S3 API for the whole run."""
    with running_s3() as endpoint:
        yield endpoint


@pytest.fixture
def s3_endpoint(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same, with credentials where boto3 finds them."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    return s3_server
