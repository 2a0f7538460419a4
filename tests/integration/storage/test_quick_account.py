"""`check` reads the account without SQLAlchemy, and it is the same account with the same failures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.builders import sample_account
from tests.integration.storage.account_life import assert_same_account, later, ordered, planned, save, stored
from tests.integration.storage.builders import KOELN, Wish, answer, save_planned
from trunkload.storage.database import open_database, writing
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.orders import save_answer
from trunkload.storage.quick_account import read_account_of, sqlite_file
from trunkload.storage.upgrade import upgrade_database


@pytest.fixture
def file(sqlite_url: str) -> Path:
    path = sqlite_file(sqlite_url)
    assert path is not None
    return path


@pytest.fixture
def ledger(sqlite_url: str) -> Iterator[Engine]:
    engine = open_database(sqlite_url)
    upgrade_database(engine)
    yield engine
    engine.dispose()


def refusal(file: Path) -> tuple[StorageProblem, bool]:
    with pytest.raises(StorageError) as refused:
        read_account_of(file)
    return refused.value.problem, refused.value.permanent


def when_loaded(engine: Engine) -> None:
    save(engine, sample_account())


def when_planned(engine: Engine) -> None:
    planned(engine)


def when_ordered(engine: Engine) -> None:
    ordered(engine)


def when_ended(engine: Engine) -> None:
    save(engine, sample_account())
    wish = Wish("108", "laura.koch", workplace="wp-5009", action="delete", reason="kept", before="none")
    with writing(engine) as conn:
        reference = save_planned(conn, wish).orders[0].reference
        save_answer(conn, reference, answer(reference, "completed", row4="completed"))


def when_listed(engine: Engine) -> None:
    save(engine, ordered(engine))


@pytest.mark.parametrize(
    ("happens", "workplaces", "of_114"),
    [
        (when_loaded, {"active": 15}, "free"),
        (when_planned, {"active": 15, "planned": 1}, "held"),
        (when_ordered, {"active": 15, "planned": 1}, "assigned"),
        (when_listed, {"active": 16}, "assigned"),
        (when_ended, {"active": 15}, "free"),
    ],
)
def test_both_ways_tell_the_same_account(
    ledger: Engine, file: Path, happens: Callable[[Engine], None], workplaces: dict[str, int], of_114: str
) -> None:
    happens(ledger)
    account = read_account_of(file)
    assert account is not None
    assert account.workplaces["state"].value_counts().to_dict() == workplaces
    assert account.numbers.loc[KOELN.format("114"), "state"] == of_114
    assert_same_account(account, stored(ledger))


def test_each_look_sees_what_was_committed_last(ledger: Engine, file: Path) -> None:
    save(ledger, sample_account())
    assert_same_account(read_account_of(file), stored(ledger))
    save(ledger, later(sample_account(), x300="blocked"))
    account = read_account_of(file)
    assert account is not None
    assert account.numbers.loc[KOELN.format("300"), "state"] == "blocked"


def test_an_empty_ledger_has_no_account(ledger: Engine, file: Path) -> None:
    assert ledger.url.database == str(file)
    assert read_account_of(file) is None


def test_a_missing_file_is_said_and_not_made(file: Path) -> None:
    assert refusal(file) == (StorageProblem.NOT_THERE, True)
    assert not file.parent.exists()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", StorageProblem.NEWER_VERSION),
        ("UPDATE alembic_version SET version_num = '0000'", StorageProblem.OLDER_VERSION),
        ("DELETE FROM alembic_version", StorageProblem.OLDER_VERSION),
        ("DROP TABLE alembic_version", StorageProblem.OLDER_VERSION),
    ],
)
def test_tables_of_another_version_are_not_read(
    ledger: Engine, file: Path, change: str, problem: StorageProblem
) -> None:
    with writing(ledger) as conn:
        conn.execute(text(change))
    assert refusal(file) == (problem, True)


def test_a_file_without_tables_is_of_an_older_version(tmp_path: Path) -> None:
    file = tmp_path / "trunkload.db"
    file.touch()
    assert refusal(file) == (StorageProblem.OLDER_VERSION, True)


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    file = tmp_path / "trunkload.db"
    file.write_bytes(b"Vorname;Nachname\n" * 500)
    assert refusal(file) == (StorageProblem.DAMAGED, True)


def test_a_database_with_a_broken_page_is_said_to_be_damaged(ledger: Engine, file: Path) -> None:
    save(ledger, sample_account())
    ledger.dispose()
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * len(content[4096:])
    file.write_bytes(content)
    assert refusal(file) == (StorageProblem.DAMAGED, True)
