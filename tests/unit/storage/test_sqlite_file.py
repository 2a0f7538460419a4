"""The file of a database URL is the one that SQLAlchemy would open."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from trunkload.storage.quick_account import sqlite_file


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///var/trunkload.sqlite",
        "sqlite:////srv/trunkload/trunkload.sqlite",
        "sqlite+pysqlite:////srv/trunkload.sqlite",
        "sqlite:////srv/Müller GmbH/a%20b#c@d:e.sqlite",
        "sqlite:///C:/Trunkload/trunkload.sqlite",
    ],
)
def test_the_file_is_the_one_that_sqlalchemy_opens(url: str) -> None:
    assert sqlite_file(url) == Path(make_url(url).database or "")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://trunkload@db.example.org/trunkload",
        "postgresql+psycopg:///trunkload?host=/srv",
        "sqlite:////srv/trunkload.sqlite?timeout=5",
        "sqlite://",
        "trunkload.sqlite",
        "",
    ],
)
def test_a_server_and_what_has_options_is_left_to_sqlalchemy(url: str) -> None:
    assert sqlite_file(url) is None
