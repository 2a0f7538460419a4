"""The tables come into being by migrations, and a newer program's tables are left alone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, insert, inspect, select, text

from tests.integration.storage.builders import IMPORT, record
from trunkload.storage import upgrade
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.imports import find_import
from trunkload.storage.mappings import list_mappings
from trunkload.storage.tables import metadata
from trunkload.storage.upgrade import database_version, require_current, upgrade_database
from trunkload.storage.version import HEAD

TABLES = {
    "account",
    "audit",
    "block_range",
    "column_mapping",
    "contingent",
    "import",
    "kept_number",
    "number",
    "number_block",
    "number_change",
    "order_item",
    "price",
    "product_order",
    "site",
    "trunk",
    "workplace",
}


def test_an_empty_database_gets_all_tables(database_url: str) -> None:
    engine = open_database(database_url)
    assert database_version(engine) is None
    upgrade_database(engine)
    assert database_version(engine) == HEAD == "0005"
    assert set(inspect(engine).get_table_names()) == TABLES | {"alembic_version"}
    engine.dispose()


def config_of_migrations(**attributes: object) -> Config:
    config = Config(attributes=attributes)
    config.set_main_option("script_location", str(Path(upgrade.__file__).parent / "migrations"))
    return config


def test_the_first_tables_become_the_present_ones_and_keep_what_is_in_them(database_url: str) -> None:
    """An import of the first program was read without any choice."""
    engine = open_database(database_url)
    with writing(engine) as conn:
        command.upgrade(config_of_migrations(connection=conn), "0001")
        old = asdict(record())
        del old["choices"], old["accepted"], old["decisions"]
        conn.execute(insert(metadata.tables["import"]).values(old))
    assert database_version(engine) == "0001"
    upgrade_database(engine)
    assert database_version(engine) == HEAD
    with reading(engine) as conn:
        assert find_import(conn, IMPORT) == record()
        assert list_mappings(conn) == ()
    engine.dispose()


def test_what_was_decided_about_columns_stays_when_values_can_be_decided_too(database_url: str) -> None:
    engine = open_database(database_url)
    with writing(engine) as conn:
        command.upgrade(config_of_migrations(connection=conn), "0002")
        conn.execute(
            text(
                "INSERT INTO column_mapping (fingerprint, decided, file_name, decided_by, decided_at)"
                """ VALUES ('aa', '{"B": "email"}', 'Mai.xlsx', 'kim', '2026-11-23T08:00:00.000000+00:00')"""
            )
        )
    upgrade_database(engine)
    with reading(engine) as conn:
        (mapping,) = list_mappings(conn)
    assert (mapping.decided, mapping.decisions) == ({"B": "email"}, ())
    engine.dispose()


def test_workplaces_of_the_second_tables_stay_and_learn_the_rest_with_the_next_snapshot(database_url: str) -> None:
    engine = open_database(database_url)
    with writing(engine) as conn:
        command.upgrade(config_of_migrations(connection=conn), "0002")
        conn.execute(text("INSERT INTO workplace (id, username, number) VALUES ('wp-1', 'ute.beck', '+492214710150')"))
    upgrade_database(engine)
    with reading(engine) as conn:
        kept = conn.execute(text("SELECT id, username, number, mobile, city FROM workplace")).one()
    assert tuple(kept) == ("wp-1", "ute.beck", "+492214710150", None, None)
    engine.dispose()


def test_the_constant_head_is_the_newest_migration() -> None:
    config = config_of_migrations()
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_migrated_tables_are_those_the_code_speaks_of(engine: Engine) -> None:
    with engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrated_checks_are_those_the_code_speaks_of(engine: Engine) -> None:
    """Alembic's comparison leaves check constraints out."""
    inspector = inspect(engine)
    for table in metadata.sorted_tables:
        ours = {one.name for one in table.constraints if isinstance(one, CheckConstraint)}
        assert {one["name"] for one in inspector.get_check_constraints(table.name)} == ours


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
