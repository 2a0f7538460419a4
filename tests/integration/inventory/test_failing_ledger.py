"""The database fails in the middle of planning: nothing is half done, and the same import goes on later."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, text

from tests.integration.inventory.ledgers import assert_sound, house_on, koeln, new_ledger, people, received
from trunkload.flows.planning import plan_import
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.imports import find_import

ROWS = 40


def plan(house: House, import_id: str) -> None:
    with reading(house.ledger) as conn:
        account = read_account(conn)
    assert account is not None
    plan_import(house, import_id, people(0, ROWS), account)


def state_and_holds(house: House, import_id: str) -> tuple[ImportState, int]:
    with reading(house.ledger) as conn:
        assert_sound(conn)
        record = find_import(conn, import_id)
        assert record is not None
        return record.state, conn.execute(text("SELECT count(*) FROM number WHERE state = 'held'")).scalar_one()


def assert_fails_whole(house: House, import_id: str, problem: StorageProblem, *, permanent: bool) -> None:
    with pytest.raises(StorageError) as failed:
        plan(house, import_id)
    assert (failed.value.problem, failed.value.permanent) == (problem, permanent)


def assert_goes_on(house: House, import_id: str) -> None:
    assert state_and_holds(house, import_id) == (ImportState.RECEIVED, 0)
    plan(house, import_id)
    assert state_and_holds(house, import_id) == (ImportState.PLANNED, ROWS)


@pytest.mark.parametrize("moment", ["INSERT INTO product_order", "UPDATE number SET", "INSERT INTO number_change"])
def test_a_server_that_goes_away_in_the_middle(
    new_postgresql_url: Callable[[], str], tmp_path: Path, moment: str
) -> None:
    url = new_postgresql_url()
    new_ledger(url, koeln("199"))
    house = house_on(url, tmp_path)
    import_id = received(house)
    admin = create_engine(url, isolation_level="AUTOCOMMIT")

    def end_its_process(_conn: Connection, cursor: Any, statement: str, *_: object) -> None:  # noqa: ANN401 - psycopg's
        if statement.startswith(moment):
            with admin.connect() as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({cursor.connection.info.backend_pid}, 5000)")

    event.listen(house.ledger, "after_cursor_execute", end_its_process)
    assert_fails_whole(house, import_id, StorageProblem.UNREACHABLE, permanent=False)
    event.remove(house.ledger, "after_cursor_execute", end_its_process)
    assert_goes_on(house, import_id)
    house.ledger.dispose()
    admin.dispose()


@pytest.mark.parametrize("pages", range(5))
def test_a_disk_that_is_full(tmp_path: Path, sqlite_url: str, pages: int) -> None:
    """SQLite's own limit of pages answers as a full disk does (sqlite.org/pragma.html#pragma_max_page_count)."""
    new_ledger(sqlite_url, koeln("199"))
    house = house_on(sqlite_url, tmp_path)
    import_id = received(house)
    full = house_on(sqlite_url, tmp_path)

    def leave_room(connection: sqlite3.Connection, _record: object) -> None:
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {used + pages}")

    event.listen(full.ledger, "connect", leave_room)
    assert_fails_whole(full, import_id, StorageProblem.DISK_FULL, permanent=True)
    assert_goes_on(house, import_id)
    full.ledger.dispose()
    house.ledger.dispose()


def test_a_file_that_may_only_be_read(tmp_path: Path, sqlite_url: str) -> None:
    new_ledger(sqlite_url, koeln("199"))
    house = house_on(sqlite_url, tmp_path)
    import_id = received(house)
    file = sqlite_url.removeprefix("sqlite:///")
    bound = house_on(f"sqlite:///file:{file}?mode=ro&uri=true", tmp_path)
    assert_fails_whole(bound, import_id, StorageProblem.READ_ONLY, permanent=True)
    assert_goes_on(house, import_id)
    bound.ledger.dispose()
    house.ledger.dispose()
