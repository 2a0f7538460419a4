"""Nobody's name or number is in a log, an address or a file's name, and nothing of them is left after the retention."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.cli.canaries import (
    BLOCKED,
    COUNT,
    canaries_in,
    files_with_canaries,
    kept_files,
    tables_with_canaries,
    write_sheet,
)
from tests.integration.cli.looks import first_import, ledger
from tests.integration.cli.shell import Ran, Shell
from tests.integration.storage.buckets import REGION, contents_of, new_bucket
from trunkload.flows.wiring import REHEARSAL_FILE

LONG_AGO = "2026-01-05T09:30:00.000000+00:00"


@pytest.fixture(params=["folder", "bucket"])
def kept_in(request: pytest.FixtureRequest, shell: Shell) -> Iterator[tuple[Shell, str, str]]:
    """A shell whose files lie in a folder, or in a bucket that keeps versions: endpoint and bucket."""
    if request.param == "folder":
        yield shell, "", ""
        return
    endpoint = str(request.getfixturevalue("s3_endpoint"))
    bucket = new_bucket(endpoint, versioned=True)
    store = {"files__store": f"s3://{bucket}/live", "files__endpoint": endpoint, "files__region": REGION}
    yield shell.with_settings(**store), endpoint, bucket


def test_fifty_people_leave_no_trace(
    kept_in: tuple[Shell, str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shell, endpoint, bucket = kept_in
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "trunkload")
    ran = list(the_whole_story(shell, tmp_path))
    assert (ran[0].code, ledger(shell.home, "SELECT count(*) FROM order_item")) == (1, [(COUNT - BLOCKED,)])
    assert canaries_in(caplog.text) == set()
    assert canaries_in("".join(one.err for one in ran)) == set()
    links = [word for one in ran for word in one.out.split() if word.startswith(("http://", "https://"))]
    assert (len(links) > 0, canaries_in(" ".join(links))) == (bool(bucket), set())
    assert {name for name in kept_files(shell.home) if canaries_in(name)} == set()
    # the search finds them where they are
    assert {"import", "order_item", "message", "workplace"} <= tables_with_canaries(shell.home / "trunkload.sqlite")
    assert len(set().union(*files_with_canaries(shell.home).values())) > COUNT
    if bucket:
        objects = contents_of(endpoint, bucket)
        assert canaries_in(" ".join(key for key, _ in objects)) == set()
        assert len(set().union(*map(canaries_in, objects.values()))) > COUNT

    aged(shell.home)
    purged = shell.run("purge", "--older-than", "90d")
    assert (purged.code, purged.err) == (0, "")
    assert canaries_in(purged.out + purged.err + caplog.text) == set()
    # what the carrier has stays in our copy of it, for as long as the carrier has it
    assert tables_with_canaries(shell.home / "trunkload.sqlite") == {"workplace"}
    assert set(files_with_canaries(shell.home)) == {"trunkload.sqlite"}
    assert list((shell.home / "outbox").iterdir()) == []
    assert bucket == "" or {key for key, _ in contents_of(endpoint, bucket)} == {"live/keys/people"}

    leave_the_carrier(shell.home)
    assert shell.run("sync").code == 0
    assert shell.run("purge").code == 0
    assert files_with_canaries(shell.home) == {}
    assert ledger(shell.home, "SELECT count(*) FROM order_item WHERE identity_key IS NOT NULL") == [(0,)]


def the_whole_story(shell: Shell, folder: Path) -> Iterator[Ran]:
    sheet = write_sheet(folder)
    yield shell.run("import", sheet, "--accept", "site:Köln=Köln")
    import_id, digest = first_import(shell.home)
    yield shell.run("show", import_id)
    yield shell.run("report", import_id)
    yield shell.run("report", import_id, "--format", "xlsx", "--out", folder / "checked.xlsx")
    yield shell.run("plan", import_id)
    yield shell.run("approve", import_id, "--digest", digest)
    yield shell.run("status", import_id)
    yield shell.run("verify", import_id)
    yield shell.run("messages", "--import", import_id)


def aged(home: Path) -> None:
    """As if all of it had ended long ago, and what was held for rows had lapsed."""
    with closing(sqlite3.connect(home / "trunkload.sqlite")) as connection, connection:
        connection.execute("UPDATE import SET received_at = ?, finished_at = ?", (LONG_AGO, LONG_AGO))
        connection.execute("UPDATE number SET held_until = ? WHERE state = 'held'", (LONG_AGO,))
        origin = "json_set(decisions, '$[0].origin.decided_at', ?)"
        connection.execute(f"UPDATE column_mapping SET decided_at = ?, decisions = {origin}", (LONG_AGO, LONG_AGO))  # noqa: S608


def leave_the_carrier(home: Path) -> None:
    with closing(sqlite3.connect(home / REHEARSAL_FILE)) as connection, connection:
        new = "SELECT id FROM workplace WHERE given_name LIKE 'Pieps%'"
        connection.execute(f"UPDATE number SET state = 'free', holder = NULL WHERE holder IN ({new})")  # noqa: S608
        connection.execute(f"DELETE FROM workplace WHERE id IN ({new})")  # noqa: S608
