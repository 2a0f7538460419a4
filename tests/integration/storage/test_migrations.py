"""The tables come into being by migrations, and a newer program's tables are left alone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, insert, inspect, select, text

from tests.integration.storage.builders import IMPORT, NOW, record
from tests.integration.storage.old_tables import (
    DONE,
    LATER,
    PLANNED,
    config_of_migrations,
    fill,
    migrated_to,
    present_tables,
    rows_of,
)
from trunkload.inventory.account import NumberState
from trunkload.storage.accounts import read_account
from trunkload.storage.audit import Deed, note
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.imports import find_import
from trunkload.storage.items import read_items
from trunkload.storage.mappings import list_mappings
from trunkload.storage.tables import metadata
from trunkload.storage.upgrade import database_version, require_current, upgrade_database
from trunkload.storage.version import HEAD

TABLES = {
    "account",
    "arrival",
    "attempt",
    "audit",
    "block_range",
    "column_mapping",
    "company_account",
    "contingent",
    "correction",
    "import",
    "kept_number",
    "login_link",
    "message",
    "number",
    "number_block",
    "number_change",
    "order_item",
    "person",
    "price",
    "product_order",
    "session",
    "site",
    "trunk",
    "unfinished_import",
    "upload_job",
    "uploaded_people",
    "workplace",
}


def test_an_empty_database_gets_all_tables(database_url: str) -> None:
    engine = open_database(database_url)
    assert database_version(engine) is None
    upgrade_database(engine)
    assert database_version(engine) == HEAD == "0016"
    assert set(inspect(engine).get_table_names()) == TABLES | {"alembic_version"}
    engine.dispose()


def test_the_first_tables_become_the_present_ones_and_keep_what_is_in_them(database_url: str) -> None:
    """An import of the first program was read without any choice."""
    engine = open_database(database_url)
    migrated_to(engine, "0001")
    with writing(engine) as conn:
        old = asdict(record())
        del old["choices"], old["accepted"], old["decisions"], old["follows"], old["upload_version"], old["purged_at"]
        conn.execute(insert(metadata.tables["import"]).values(old))
    assert database_version(engine) == "0001"
    upgrade_database(engine)
    assert database_version(engine) == HEAD
    with reading(engine) as conn:
        assert find_import(conn, IMPORT) == record()
        assert list_mappings(conn) == ()
    engine.dispose()


def test_the_constant_head_is_the_newest_migration() -> None:
    config = config_of_migrations()
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def assert_tables_of_the_code(engine: Engine) -> None:
    """Columns, types, keys and indexes, and the names of the checks, which Alembic's comparison leaves out."""
    with engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    inspector = inspect(engine)
    for table in metadata.sorted_tables:
        ours = {one.name for one in table.constraints if isinstance(one, CheckConstraint)}
        assert {one["name"] for one in inspector.get_check_constraints(table.name)} == ours


def test_the_migrated_tables_are_those_the_code_speaks_of(engine: Engine) -> None:
    assert_tables_of_the_code(engine)


def definitions(engine: Engine) -> dict[str, str]:
    """What a database says of each table, index, check and trigger, as far as two of them can be compared."""
    with reading(engine) as conn:
        if engine.dialect.name == "postgresql":
            asked = (
                "SELECT 'column ' || table_name || '.' || column_name, data_type || is_nullable || is_identity"
                " || coalesce(column_default, '') FROM information_schema.columns WHERE table_schema = 'public'"
                " UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
                " UNION ALL SELECT 'check ' || conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE connamespace = 'public'::regnamespace"
                " UNION ALL SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
            )
        else:
            asked = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        return {str(name): str(sql) for name, sql in conn.execute(text(asked)).tuples()}


@pytest.mark.parametrize("version", ["0001", "0002", "0003", "0004", "0005", "0006"])
def test_every_released_version_becomes_the_present_one_with_all_that_is_in_it(database_url: str, version: str) -> None:
    engine = open_database(database_url)
    migrated_to(engine, version)
    fill(engine)
    tables = present_tables(engine)
    before = rows_of(engine, tables)
    assert {name for name, rows in before.items() if not rows} == set()
    upgrade_database(engine)
    assert database_version(engine) == HEAD
    assert rows_of(engine, tables) == before
    assert_tables_of_the_code(engine)
    assert_read_by_the_code(engine)
    assert_history_goes_on(engine)
    engine.dispose()


def test_an_upgraded_database_is_as_a_new_one(engine: Engine, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Down to its triggers, whatever lay in it."""
    on_server = engine.dialect.name == "postgresql"
    new = request.getfixturevalue("new_postgresql_url") if on_server else lambda: f"sqlite:///{tmp_path / 'old.db'}"
    old = open_database(new())
    migrated_to(old, "0001")
    fill(old)
    upgrade_database(old)
    assert definitions(old) == definitions(engine)
    old.dispose()


def assert_read_by_the_code(engine: Engine) -> None:
    with reading(engine) as conn:
        account, planned = read_account(conn), find_import(conn, PLANNED)
        items, mappings = read_items(conn, f"{DONE}-001"), list_mappings(conn)
    assert account is not None
    assert planned is not None
    held = account.numbers.loc["+492214710104"]
    assert (held["state"], held["holder"], held["source"]) == ("held", PLANNED, "carrier")
    assert sorted(account.numbers["state"]) == sorted([*NumberState, "held"])
    assert list(account.workplaces["state"]) == ["active", "planned"]
    assert (planned.state, planned.held_until, planned.rows) == ("planned", datetime.fromisoformat(LATER), 3)
    assert (items[0].workplace_id, items[0].read_back, items[0].differing) == ("wp-1", "different", ("city",))
    assert [one.decided for one in mappings] in ([], [{"B": "email"}])


def assert_history_goes_on(engine: Engine) -> None:
    """It only grows, and what comes next stands behind what was there; now a number may come out of nowhere."""
    for table in ("audit", "number_change"):
        for change in ("UPDATE {} SET who = 'nobody'", "DELETE FROM {}"):
            with pytest.raises(StorageError), writing(engine) as conn:
                conn.exec_driver_sql(change.format(table))
    with writing(engine) as conn:
        came = {"e164": "+492214710500", "at": NOW, "who": "kim", "from_state": None, "to_state": "free"}
        conn.execute(insert(metadata.tables["number_change"]).values(came))
        note(conn, "kim", Deed.NUMBERS_ADDED)
    for table, count in (("number_change", 3), ("audit", 2)):
        key = metadata.tables[table].c.id
        with reading(engine) as conn:
            ids = conn.execute(select(key).order_by(key)).scalars().all()
        assert ids == list(range(1, count + 1))


def test_the_words_a_check_allows_are_those_of_the_code(sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    upgrade_database(engine)
    inspector = inspect(engine)
    for table in metadata.sorted_tables:
        ours = {str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)}
        assert {one["sqltext"] for one in inspector.get_check_constraints(table.name)} == ours
    engine.dispose()


def test_several_processes_may_start_on_an_empty_database_at_once(database_url: str) -> None:
    def start() -> str | None:
        engine = open_database(database_url)
        upgrade_database(engine)
        version = database_version(engine)
        engine.dispose()
        return version

    with ThreadPoolExecutor(6) as pool:
        assert [one.result() for one in [pool.submit(start) for _ in range(6)]] == [HEAD] * 6


def test_a_database_of_a_newer_program_is_refused_and_stays_as_it_is(engine: Engine) -> None:
    with writing(engine) as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for refuse in (upgrade_database, require_current):
        with pytest.raises(StorageError) as refused:
            refuse(engine)
        assert (refused.value.problem, refused.value.permanent) == (StorageProblem.NEWER_VERSION, True)
    assert database_version(engine) == "9999"


def test_a_reader_that_may_not_upgrade_refuses_an_older_database(database_url: str) -> None:
    engine = open_database(database_url)
    with pytest.raises(StorageError) as refused:
        require_current(engine)
    assert refused.value.problem == StorageProblem.OLDER_VERSION
    engine.dispose()


@pytest.mark.parametrize("table", ["audit", "number_change"])
@pytest.mark.parametrize("change", ["UPDATE {} SET who = 'nobody'", "DELETE FROM {}"])
def test_history_is_append_only(engine: Engine, table: str, change: str) -> None:
    rows = {
        "audit": "INSERT INTO audit (at, who, what, details) VALUES ('2026-11-23', 'anna', 'approved', '{}')",
        "number_change": "INSERT INTO number_change (e164, at, who, from_state, to_state)"
        " VALUES ('+492214710001', '2026-11-23', 'anna', 'free', 'held')",
    }
    with writing(engine) as conn:
        conn.exec_driver_sql(rows[table])
    with pytest.raises(StorageError), writing(engine) as conn:
        conn.exec_driver_sql(change.format(table))
    with reading(engine) as conn:
        assert conn.execute(select(metadata.tables[table].c.who)).scalars().all() == ["anna"]
