"""What was decided about columns is kept by header row, can be listed and forgotten, and is read without SQLAlchemy."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.integration.storage.builders import NOW, TOMORROW
from trunkload.intake.choices import Decision, Origin
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.mappings import (
    ColumnMapping,
    find_mapping,
    forget_mapping,
    keep_mapping,
    list_mappings,
    read_remembered,
)
from trunkload.storage.quick_account import read_remembered_of, sqlite_file
from trunkload.storage.remembered import Remembered
from trunkload.storage.upgrade import upgrade_database

MAY = ColumnMapping("a" * 64, {"Größe": "", "Kontakt": "email"}, "Mai.xlsx", "kim", NOW)
ORIGIN = Origin("Juni.csv", "sam", TOMORROW.isoformat())
SITE = Decision("location", "Muenchen", "München", ORIGIN)
JUNE = ColumnMapping("b" * 64, {"C": "mobile"}, "Juni.csv", "sam", TOMORROW, (SITE,))


def kept(engine: Engine, *mappings: ColumnMapping) -> tuple[ColumnMapping, ...]:
    with writing(engine) as conn:
        for mapping in mappings:
            keep_mapping(conn, mapping)
    with reading(engine) as conn:
        return list_mappings(conn)


def test_mappings_are_read_as_they_were_kept_the_last_first(engine: Engine) -> None:
    assert kept(engine, MAY, JUNE) == (JUNE, MAY)


def test_a_new_decision_for_a_header_row_takes_the_place_of_the_old_one(engine: Engine) -> None:
    other = replace(MAY, decided={"Kontakt": "auth_email"}, decided_by="sam", decided_at=TOMORROW)
    assert kept(engine, MAY, other) == (other,)


def test_a_mapping_is_forgotten_once(engine: Engine) -> None:
    kept(engine, MAY, JUNE)
    with writing(engine) as conn:
        assert [forget_mapping(conn, MAY.fingerprint), forget_mapping(conn, MAY.fingerprint)] == [True, False]
    assert kept(engine) == (JUNE,)


def test_one_mapping_is_found_by_its_header_row(engine: Engine) -> None:
    kept(engine, MAY, JUNE)
    with reading(engine) as conn:
        found = [find_mapping(conn, one) for one in (JUNE.fingerprint, "c" * 64)]
    assert found == [JUNE, None]


def test_reading_asks_for_the_decisions_alone(engine: Engine) -> None:
    kept(engine, MAY, JUNE)
    with reading(engine) as conn:
        told = read_remembered(conn)
    assert told.columns == {MAY.fingerprint: MAY.decided, JUNE.fingerprint: JUNE.decided}
    assert told.decisions == {JUNE.fingerprint: JUNE.decisions}


def test_a_file_is_read_without_sqlalchemy_to_the_same_effect(sqlite_url: str) -> None:
    engine, file = open_database(sqlite_url), sqlite_file(sqlite_url)
    assert isinstance(file, Path)
    upgrade_database(engine)
    assert read_remembered_of(file) == Remembered()
    kept(engine, MAY, JUNE)
    with reading(engine) as conn:
        assert read_remembered_of(file) == read_remembered(conn)
    engine.dispose()


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        read_remembered_of(tmp_path / "trunkload.db")
    assert refused.value.problem is StorageProblem.NOT_THERE
