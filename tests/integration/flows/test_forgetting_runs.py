"""What Prefect's server deleted of its runs is gone from the bytes of its file after the night, which has shrunk."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from trunkload.flows.forgetting_runs import FILE, overwrite_runs
from trunkload.flows.wiring import House
from trunkload.settings.keeping import RetentionSettings

NAME = "import imp-2026-11-26-0001 erika-muster.xlsx"
RUNS = 1000


@pytest.fixture
def server(house: House) -> Iterator[sqlite3.Connection]:
    """As the server has it: open, with a log that is written ahead; its old runs are deleted."""
    file = house.settings.home / "prefect" / FILE
    file.parent.mkdir()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE flow_run (name TEXT)")
        connection.executemany("INSERT INTO flow_run VALUES (?)", [(NAME,)] * RUNS)
        connection.execute("DELETE FROM flow_run WHERE rowid > 1")
        connection.execute("UPDATE flow_run SET name = 'follow_orders'")
        yield connection


def bytes_of(house: House) -> bytes:
    return b"".join(one.read_bytes() for one in (house.settings.home / "prefect").iterdir())


def test_names_of_deleted_runs_are_gone_and_the_file_is_smaller(house: House, server: sqlite3.Connection) -> None:
    before = bytes_of(house)
    assert NAME.encode() in before
    assert overwrite_runs(house) is True
    assert NAME.encode() not in bytes_of(house)
    assert len(bytes_of(house)) < len(before) / 2
    assert server.execute("SELECT name FROM flow_run").fetchall() == [("follow_orders",)]


def test_a_server_that_is_writing_is_left_alone_until_the_next_night(house: House, server: sqlite3.Connection) -> None:
    server.execute("BEGIN IMMEDIATE")
    server.execute("INSERT INTO flow_run VALUES ('tidy_up')")
    assert overwrite_runs(house, patience=0.05) is False
    server.execute("COMMIT")
    assert server.execute("SELECT count(*) FROM flow_run").fetchone() == (2,)
    assert overwrite_runs(house) is True


def test_nothing_is_done_where_everything_is_kept_or_the_server_is_another_one(
    house: House, server: sqlite3.Connection
) -> None:
    keeping = house.settings.model_copy(update={"retention": RetentionSettings(days=0)})
    assert overwrite_runs(replace(house, settings=keeping)) is True
    assert NAME.encode() in bytes_of(house)
    elsewhere = house.settings.model_copy(update={"home": Path(house.settings.home) / "other"})
    assert overwrite_runs(replace(house, settings=elsewhere)) is True
    assert not elsewhere.home.exists()
    assert server.execute("SELECT count(*) FROM flow_run").fetchone() == (1,)
