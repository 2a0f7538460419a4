"""What is personal of imports that ended long ago is deleted, and said; nobody is ordered twice for it."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.cli.looks import contents, first_import, ledger
from tests.integration.cli.shell import STAFF, Shell
from trunkload.flows.retaining import Purge, purge
from trunkload.flows.wiring import REHEARSAL_FILE, open_house
from trunkload.settings import Settings
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)
LONG_AGO = "2026-01-05T09:30:00.000000+00:00"


def execute(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def old(ordered: Shell) -> Shell:
    """A home whose only import ended long ago, and holds nothing any more."""
    execute(
        ordered.home / "trunkload.sqlite",
        f"UPDATE import SET received_at = '{LONG_AGO}', finished_at = '{LONG_AGO}'",  # noqa: S608
        f"UPDATE number SET held_until = '{LONG_AGO}' WHERE state = 'held'",  # noqa: S608
    )
    return ordered


@both
def test_what_is_deleted_is_said_before_and_after(old: Shell, lang: Lang) -> None:
    shell, (import_id, _) = old.speaking(lang), first_import(old.home)
    counts = (
        shell.says("purged_files", n=4, versions=4),
        shell.says("purged_items", n=36),
        shell.says("purged_messages", n=73),
        shell.says("purged_outbox", n=73),
    )
    files = contents(shell.home / "files")
    would = shell.run("purge", "--dry-run")
    assert would.out.splitlines() == [
        shell.says("purge_would_one", days=90, ids=import_id),
        *(f"  {one}" for one in counts),
    ]
    assert contents(shell.home / "files") == files
    assert ledger(shell.home, "SELECT count(*) FROM order_item WHERE family_name IS NULL") == [(0,)]
    did = shell.run("purge", "--older-than", "90d")
    assert did.out.splitlines() == [shell.says("purged_one", days=90, ids=import_id), *would.out.splitlines()[1:]]
    assert list((shell.home / "files").rglob("*.html")) == []
    again = shell.run("purge", "--older-than", "90")
    assert (again.code, again.out) == (0, shell.says("purge_nothing", n=90) + "\n")


@both
def test_whoever_asks_for_it_afterwards_is_told_when_it_was_deleted(old: Shell, lang: Lang) -> None:
    shell, (import_id, digest) = old.speaking(lang), first_import(old.home)
    assert shell.run("purge").code == 0
    told = {
        shell.run(*command).err
        for command in (
            *(("show", import_id), ("status", import_id), ("plan", import_id), ("verify", import_id)),
            *(("report", import_id), ("report", import_id, "--format", "xlsx"), ("messages", "--import", import_id)),
            *(("undo", import_id), ("cancel", import_id), ("approve", import_id, "--digest", digest)),
            ("credentials", import_id, "--row", "4"),
        )
    }
    [sentence] = told
    assert sentence.startswith(
        f"Dateien und persönliche Daten von {import_id} wurden am "
        if lang is Lang.DE
        else f"The files and personal data of {import_id} were deleted on "
    )
    trail = shell.run("audit", import_id)
    assert (trail.code, trail.out.count(shell.says("deed_data_deleted"))) == (0, 1)
    assert shell.says("list_deleted", day="").removesuffix(")") in shell.run("list").out
    assert shell.run("messages").code == 0


def test_nobody_is_ordered_twice_although_their_data_are_gone(old: Shell) -> None:
    """Promise 5: the account has their names, and what they were ordered by stays as keys."""
    before = json.loads(old.run("import", STAFF, "--format", "json").out)
    assert old.run("purge").code == 0
    after = json.loads(old.run("import", STAFF, "--format", "json").out)
    assert after["plan"] is None
    assert after["receipt"] == before["receipt"]
    codes = [[one["code"] for one in told["findings"]] for told in (before, after)]
    assert codes[0] == codes[1]
    assert codes[1].count("person_planned") == 36


def test_not_even_those_whom_the_carrier_does_not_list_yet(old: Shell) -> None:
    """What was ordered and never seen there is known by its keys alone."""
    execute(old.home / REHEARSAL_FILE, "DELETE FROM workplace WHERE id NOT LIKE 'wp-50%'")
    execute(
        old.home / "trunkload.sqlite",
        "UPDATE order_item SET read_back = NULL",
        "DELETE FROM workplace WHERE id NOT LIKE 'wp-50%'",
    )
    assert old.run("purge").code == 0
    after = json.loads(old.run("import", STAFF, "--format", "json").out)
    assert after["plan"] is None
    assert [one["code"] for one in after["findings"]].count("person_planned") == 36
    for command in (("check", STAFF), ("workplaces",), ("numbers",), ("list",)):
        assert old.run(*command).code in {0, 1}


def test_open_imports_stay_whole_however_old_they_are(planner: Shell) -> None:
    execute(planner.home / "trunkload.sqlite", f"UPDATE import SET received_at = '{LONG_AGO}'")  # noqa: S608
    before = contents(planner.home / "files")
    assert planner.run("purge", "--older-than", "1d").out == planner.says("purge_nothing_one") + "\n"
    assert contents(planner.home / "files") == before
    assert planner.run("show", first_import(planner.home)[0]).code == 0


def test_an_import_that_still_keeps_numbers_for_its_rows_waits_for_that(ordered: Shell) -> None:
    execute(
        ordered.home / "trunkload.sqlite",
        f"UPDATE import SET received_at = '{LONG_AGO}', finished_at = '{LONG_AGO}'",  # noqa: S608
    )
    assert ledger(ordered.home, "SELECT count(*) FROM kept_number")[0][0] > 0
    assert ordered.run("purge").out == ordered.says("purge_nothing", n=90) + "\n"


def test_what_a_command_left_behind_that_was_cut_off_goes_by_its_age(planner: Shell) -> None:
    import_id, _ = first_import(planner.home)
    assert planner.run("cancel", import_id).code == 0
    execute(
        planner.home / "trunkload.sqlite",
        f"UPDATE import SET state = 'received', finished_at = NULL, received_at = '{LONG_AGO}'",  # noqa: S608
    )
    assert planner.run("purge").out.startswith(planner.says("purged_one", days=90, ids=import_id))
    assert ledger(planner.home, "SELECT state, file_name FROM import") == [("rejected", "")]


def test_nothing_is_deleted_by_itself_where_nothing_is_to_be(old: Shell) -> None:
    for_ever = old.with_settings(retention__days="0")
    ran = for_ever.run("purge")
    assert (ran.code, ran.err) == (2, for_ever.says("purge_never") + "\n")
    assert for_ever.run("purge", "--older-than", "90d", "--dry-run").code == 0


@pytest.mark.parametrize("age", ["", "0d", "3651d", "three months", "-1d", "90w"])
def test_an_age_that_is_none_is_told(shell: Shell, age: str) -> None:
    ran = shell.run("purge", "--older-than", age)
    assert (ran.code, ran.err) == (2, shell.says("older_than_form", age=age) + "\n")


def test_of_two_at_once_each_says_what_it_deleted_and_nothing_is_deleted_twice(old: Shell) -> None:
    houses = [open_house(Settings(home=old.home)) for _ in range(2)]
    old.run("list")  # what was held for rows lapses
    with ThreadPoolExecutor() as pool:
        told = list(pool.map(lambda house: purge(house, Purge("admin", 90)), houses))
    for house in houses:
        house.ledger.dispose()
    assert sum(len(one.imports) for one in told) == 1
    assert (sum(one.erased.items for one in told), sum(one.erased.messages for one in told)) == (36, 73)
    assert ledger(old.home, "SELECT count(*) FROM audit WHERE what = 'data deleted'") == [(1,)]
