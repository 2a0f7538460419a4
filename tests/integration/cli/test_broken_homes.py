"""A home that cannot be used: a sentence, exit code 3, and the home stays as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.integration.cli.looks import contents, first_import, held_numbers
from tests.integration.cli.shell import STAFF, Shell
from trunkload.flows.wiring import REHEARSAL_FILE
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)
OVERVIEWS = (
    ("numbers",),
    ("numbers", "--format", "csv"),
    ("numbers", "forecast"),
    ("numbers", "history", "+492214710012"),
    ("workplaces",),
    ("contingents",),
)


@both
def test_a_file_where_the_home_should_be_is_told(tmp_path: Path, lang: Lang) -> None:
    """As for root, to whom every folder is writable."""
    (tmp_path / "home").write_text("no folder", "utf-8")
    shell = Shell(tmp_path / "home", lang)
    for command in (("import", STAFF), ("list",), ("demo",), ("db", "upgrade"), *OVERVIEWS):
        ran = shell.run(*command)
        assert (ran.code, ran.out, ran.err) == (3, "", shell.says("storage_read_only") + "\n")
    assert shell.run("check", STAFF).code == 1
    assert (tmp_path / "home").read_text("utf-8") == "no folder"


@both
def test_a_damaged_database_is_told_and_left_alone(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang)
    shell.home.mkdir()
    (shell.home / "trunkload.sqlite").write_bytes(b"no database, but long enough to be mistaken for one" * 40)
    before = contents(shell.home)
    for command in (("import", STAFF), ("list",), ("check", STAFF), ("demo",), *OVERVIEWS):
        ran = shell.run(*command)
        assert (ran.code, ran.out, ran.err) == (3, "", shell.says("storage_damaged") + "\n")
    assert contents(shell.home) == before


@both
def test_a_database_of_a_newer_version_is_told_and_left_alone(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    with closing(sqlite3.connect(shell.home / "trunkload.sqlite")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    approve = ("approve", import_id, "--digest", digest)
    for command in (("import", STAFF), ("check", STAFF), ("list",), approve, *OVERVIEWS):
        ran = shell.run(*command)
        assert (ran.code, ran.out, ran.err) == (3, "", shell.says("storage_newer_version") + "\n")
    assert held_numbers(shell.home) == 39


@both
def test_a_damaged_file_of_the_rehearsal_carrier_is_told(planner: Shell, lang: Lang) -> None:
    """The carrier's file is not ours: what was approved waits until it is there again."""
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    for file in shell.home.glob(f"{REHEARSAL_FILE}*"):
        file.unlink()
    (shell.home / REHEARSAL_FILE).write_bytes(b"no database, but long enough to be mistaken for one" * 40)
    ran = shell.run("approve", import_id, "--digest", digest)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(shell.says("portal_nonsense").partition(".")[0])
    assert held_numbers(shell.home) == 39


@both
def test_a_server_of_a_database_that_is_not_there_is_told(shell: Shell, lang: Lang) -> None:
    lost = shell.speaking(lang).with_settings(database_url="postgresql://nobody@127.0.0.1:9/none")
    for command in (("list",), *OVERVIEWS):
        ran = lost.run(*command)
        assert (ran.code, ran.out, ran.err) == (3, "", lost.says("storage_unreachable") + "\n")
    nonsense = shell.speaking(lang).with_settings(database_url="no address at all")
    assert nonsense.run("list").err == nonsense.says("storage_failed") + "\n"


@both
def test_an_outbox_that_cannot_be_written_fails_no_order_and_is_tried_again(planner: Shell, lang: Lang) -> None:
    """The carrier keeps the login data, we keep the confirmation."""
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    outbox = shell.home / "outbox"
    outbox.write_text("no folder", "utf-8")
    ran = shell.run("approve", import_id, "--digest", digest)
    assert (ran.code, ran.last) == (0, shell.says("messages_unsent", n=2))
    outbox.unlink()
    assert shell.run("status", import_id).last == shell.says("messages_unsent_one")
    assert len(list(outbox.glob("*-welcome.eml"))) == len(list(outbox.glob("*-password.*"))) == 36
    ran = shell.run("messages", "retry")
    assert (ran.code, ran.out) == (0, shell.says("messages_tried_one") + "\n")
    assert [path.name for path in outbox.glob("*-confirmation*")] == [f"{import_id}-confirmation.eml"]
    assert shell.run("messages", "--failed").out == shell.says("all_messages_sent") + "\n"


@both
def test_a_full_disk_is_told_and_nothing_half_done_stays(shell: Shell, lang: Lang) -> None:
    """SQLite's own limit of pages answers as a full disk does."""
    speaking = shell.speaking(lang)

    def leave_no_room(connection: sqlite3.Connection, _record: object) -> None:
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {used + 4}")

    event.listen(Engine, "connect", leave_no_room)
    try:
        ran = speaking.run("import", STAFF)
    finally:
        event.remove(Engine, "connect", leave_no_room)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.endswith(speaking.says("storage_disk_full") + "\n")
    assert held_numbers(speaking.home) == 0
    assert speaking.run("import", STAFF).code == 1
    assert held_numbers(speaking.home) == 39
