"""`check` writes nothing (promise 2): reading leaves the database's folder as it was, to the byte."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.builders import sample_account
from tests.integration.storage.builders import IMPORT, OTHER, record
from tests.integration.storage.processes import WRITING, other_process
from trunkload.storage.accounts import read_account, save_account
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.imports import list_imports, save_import
from trunkload.storage.quick_account import read_account_of
from trunkload.storage.upgrade import database_version, upgrade_database
from trunkload.storage.version import HEAD

Content = dict[str, tuple[int, bytes]]


@pytest.fixture
def writer(sqlite_url: str) -> Iterator[Engine]:
    engine = open_database(sqlite_url)
    upgrade_database(engine)
    with writing(engine) as conn:
        save_account(conn, sample_account())
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home"


def content(folder: Path) -> Content:
    """Only while this process has the database closed: closing a file gives up the locks that SQLite has on it."""
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def imports_seen(url: str) -> list[str]:
    engine = open_database(url, read_only=True)
    with reading(engine) as conn:
        found = [one.id for one in list_imports(conn)]
    engine.dispose()
    return found


def numbers_seen(folder: Path) -> int:
    """As `check` reads them."""
    account = read_account_of(folder / "trunkload.db")
    return 0 if account is None else len(account.numbers)


def test_a_missing_database_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        open_database(f"sqlite:///{tmp_path / 'none' / 'trunkload.db'}", read_only=True)
    assert (refused.value.problem, refused.value.permanent) == (StorageProblem.NOT_THERE, True)
    assert names(tmp_path) == []


def test_a_database_that_nobody_has_open_is_read_without_a_trace(writer: Engine, sqlite_url: str, folder: Path) -> None:
    writer.dispose()
    before = content(folder)
    assert list(before) == ["trunkload.db"]
    engine = open_database(sqlite_url, read_only=True)
    assert database_version(engine) == HEAD
    with reading(engine) as conn:
        account = read_account(conn)
        assert names(folder) == ["trunkload.db"]
    engine.dispose()
    assert account is not None
    assert len(account.numbers) == numbers_seen(folder) == 1050
    assert content(folder) == before


def test_beside_a_living_writer_the_reader_sees_what_was_committed(
    writer: Engine, sqlite_url: str, folder: Path
) -> None:
    writer.dispose()
    with other_process(WRITING, sqlite_url) as process:
        before = content(folder)
        assert sorted(before) == ["trunkload.db", "trunkload.db-shm", "trunkload.db-wal"]
        assert imports_seen(sqlite_url) == [IMPORT]
        assert numbers_seen(folder) == 1050
        assert content(folder) == before
        process.communicate("commit")
        assert process.returncode == 0
    assert imports_seen(sqlite_url) == [OTHER, IMPORT]
    assert names(folder) == ["trunkload.db"]


def test_a_reader_keeps_its_state_while_others_write(writer: Engine, sqlite_url: str) -> None:
    engine = open_database(sqlite_url, read_only=True)
    with reading(engine) as conn:
        assert list_imports(conn) == ()
        with writing(writer) as other:
            save_import(other, record())
        assert list_imports(conn) == ()
    with reading(engine) as conn:
        assert len(list_imports(conn)) == 1
    engine.dispose()


def test_what_a_killed_writer_left_is_read_as_it_lies_there(writer: Engine, sqlite_url: str, folder: Path) -> None:
    writer.dispose()
    with other_process(WRITING, sqlite_url) as process:
        process.kill()
    before = content(folder)
    assert sorted(before) == ["trunkload.db", "trunkload.db-shm", "trunkload.db-wal"]
    assert imports_seen(sqlite_url) == [IMPORT]
    assert numbers_seen(folder) == 1050
    assert content(folder) == before


def test_a_log_without_its_index_is_read_too(writer: Engine, sqlite_url: str, folder: Path) -> None:
    """As a restored backup leaves it."""
    writer.dispose()
    with other_process(WRITING, sqlite_url) as process:
        process.kill()
    (folder / "trunkload.db-shm").unlink()
    before = content(folder)
    assert imports_seen(sqlite_url) == [IMPORT]
    assert numbers_seen(folder) == 1050
    assert content(folder) == before


def test_an_index_without_its_log_is_passed_over(writer: Engine, sqlite_url: str, folder: Path) -> None:
    """As a process leaves it that was killed while it closed the database."""
    writer.dispose()
    (folder / "trunkload.db-shm").write_bytes(bytes(32768))
    before = content(folder)
    assert imports_seen(sqlite_url) == []
    assert numbers_seen(folder) == 1050
    assert content(folder) == before


def test_a_reader_cannot_write(writer: Engine, sqlite_url: str) -> None:
    for beside in ("a writer", "nobody"):
        if beside == "nobody":
            writer.dispose()
        engine = open_database(sqlite_url, read_only=True)
        with pytest.raises(StorageError) as refused, writing(engine) as conn:
            save_import(conn, record())
        assert refused.value.problem == StorageProblem.READ_ONLY
        engine.dispose()
    assert imports_seen(sqlite_url) == []


def test_a_reader_of_postgresql_cannot_write(new_postgresql_url: Callable[[], str]) -> None:
    url = new_postgresql_url()
    engine = open_database(url)
    upgrade_database(engine)
    engine.dispose()
    reader = open_database(url, read_only=True)
    assert database_version(reader) == HEAD
    with pytest.raises(StorageError) as refused, writing(reader) as conn:
        save_import(conn, record())
    assert refused.value.problem == StorageProblem.READ_ONLY
    reader.dispose()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "trunkload.db"
    path.write_bytes(b"Vorname;Nachname\n" * 500)
    for read_only in (True, False):
        engine = open_database(f"sqlite:///{path}", read_only=read_only)
        with pytest.raises(StorageError) as refused:
            database_version(engine)
        assert (refused.value.problem, refused.value.permanent) == (StorageProblem.DAMAGED, True)
        engine.dispose()
    assert names(tmp_path) == ["trunkload.db"]


def test_an_unreachable_server_may_be_there_later(tmp_path: Path) -> None:
    engine = open_database(f"postgresql://nobody@/trunkload?host={tmp_path}")
    with pytest.raises(StorageError) as refused:
        database_version(engine)
    assert (refused.value.problem, refused.value.permanent) == (StorageProblem.UNREACHABLE, False)
