"""The database's version, and who brings it up to date: a file by itself, a server's only when told to."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.integration.cli.looks import contents
from tests.integration.cli.shell import SAMPLES, STAFF, Shell
from tests.integration.storage.old_tables import migrated_to
from trunkload.storage.database import open_database, shown_url, writing
from trunkload.storage.upgrade import database_version
from trunkload.storage.version import HEAD
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


def version_of(url: str) -> str | None:
    engine = open_database(url)
    version = database_version(engine)
    engine.dispose()
    return version


def at_version(url: str, version: str) -> None:
    engine = open_database(url)
    migrated_to(engine, version)
    engine.dispose()


@both
def test_status_says_what_is_there_and_what_is_needed(database_url: str, tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang).with_settings(database_url=database_url)
    told = {"needed": HEAD, "url": shown_url(database_url)}
    for version, key, code in (
        (None, "database_empty", 1),
        ("0003", "database_behind", 1),
        (HEAD, "database_current", 0),
    ):
        if version is not None:
            at_version(database_url, version)
        ran = shell.run("db", "status")
        assert (ran.code, ran.out, ran.err) == (code, shell.says(key, there=version, **told) + "\n", "")
    assert version_of(database_url) == HEAD


def test_status_makes_no_file(tmp_path: Path) -> None:
    assert Shell(tmp_path / "home").run("db", "status").code == 1
    assert list(tmp_path.iterdir()) == []


@both
def test_upgrade_makes_the_tables_or_brings_them_up_to_date(database_url: str, tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang).with_settings(database_url=database_url)
    at_version(database_url, "0002")
    told = {"needed": HEAD, "url": shown_url(database_url)}
    for key, before in (("database_upgraded", "0002"), ("database_current", HEAD)):
        ran = shell.run("db", "upgrade")
        assert (ran.code, ran.out) == (0, shell.says(key, there=before, **told) + "\n")
        assert version_of(database_url) == HEAD


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "home")
    url = f"sqlite:///{shell.home / 'trunkload.sqlite'}"
    assert shell.run("db", "upgrade").out == shell.says("database_made", needed=HEAD, url=url) + "\n"
    assert shell.run("list").out == shell.says("no_imports") + "\n"


@both
@pytest.mark.parametrize("version", [None, "0001", "0004"])
def test_a_server_s_older_database_is_refused_by_every_command_and_left_as_it_is(
    new_postgresql_url: Callable[[], str], tmp_path: Path, lang: Lang, version: str | None
) -> None:
    url = new_postgresql_url()
    if version is not None:
        at_version(url, version)
    shell = Shell(tmp_path / "home", lang).with_settings(database_url=url)
    account = SAMPLES / "account.toml"
    for command in (("list",), ("numbers",), ("check", STAFF), ("import", STAFF), ("carrier", "init", account)):
        ran = shell.run(*command)
        assert (ran.code, ran.out, ran.err) == (3, "", shell.says("storage_older_version") + "\n")
        assert version_of(url) == version
    assert shell.run("db", "upgrade").code == 0
    assert shell.run("carrier", "init", account).code == 0
    assert shell.run("list").out == shell.says("no_imports") + "\n"


def test_an_older_file_is_brought_up_to_date_by_the_first_command(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "home")
    url = f"sqlite:///{shell.home / 'trunkload.sqlite'}"
    at_version(url, "0001")
    assert shell.run("list").code == 0
    assert version_of(url) == HEAD


@both
def test_a_newer_database_is_told_and_left_alone(database_url: str, tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang).with_settings(database_url=database_url)
    at_version(database_url, HEAD)
    engine = open_database(database_url)
    with writing(engine) as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    told = shell.says("database_newer", there="9999", needed=HEAD, url=shown_url(database_url))
    ran = shell.run("db", "status")
    assert (ran.code, ran.out, ran.err) == (3, "", told + "\n")
    ran = shell.run("db", "upgrade")
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says("storage_newer_version") + "\n")
    assert version_of(database_url) == "9999"


def test_a_user_who_may_make_no_tables_is_told(new_postgresql_url: Callable[[], str], tmp_path: Path) -> None:
    url = new_postgresql_url()
    engine = open_database(url)
    with writing(engine) as conn:
        conn.execute(text("CREATE ROLE onlooker LOGIN"))
        conn.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    engine.dispose()
    shell = Shell(tmp_path / "home").with_settings(database_url=url.replace("postgres@", "onlooker@", 1))
    ran = shell.run("db", "upgrade")
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says("storage_not_allowed") + "\n")
    assert version_of(url) is None


@both
def test_what_cannot_be_reached_is_told(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang)
    for url, key in (
        ("postgresql://nobody@127.0.0.1:9/none", "storage_unreachable"),
        ("mysql://nobody@127.0.0.1:9/none", "storage_driver_missing"),
        ("no address at all", "storage_failed"),
    ):
        lost = shell.with_settings(database_url=url)
        for command in ("status", "upgrade"):
            ran = lost.run("db", command)
            assert (ran.code, ran.out, ran.err) == (3, "", lost.says(key) + "\n")


@both
def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang)
    shell.home.mkdir()
    (shell.home / "trunkload.sqlite").write_bytes(b"no database, but long enough to be mistaken for one" * 40)
    before = contents(shell.home)
    for command in ("status", "upgrade"):
        ran = shell.run("db", command)
        assert (ran.code, ran.out, ran.err) == (3, "", shell.says("storage_damaged") + "\n")
    assert contents(shell.home) == before


def test_a_file_that_somebody_else_writes_to_can_be_asked_for_its_version(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "home")
    assert shell.run("db", "upgrade").code == 0
    with closing(sqlite3.connect(shell.home / "trunkload.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert shell.run("db", "status").code == 0
        assert shell.run("db", "upgrade").code == 0


def test_a_password_in_the_address_is_not_shown() -> None:
    assert shown_url("postgresql://kim:geheim@db/trunkload") == "postgresql://kim:***@db/trunkload"
