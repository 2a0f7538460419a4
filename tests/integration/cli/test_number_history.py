"""`numbers history`: what became of a number."""

import csv
import io
import json
import re
import sqlite3
from contextlib import closing

import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import Shell
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)
HELD = "+493023125130"


@both
@pytest.mark.parametrize("typed", ["+49 30 23125-130", "030/23125130", "0049 30 23125 130", HELD])
def test_a_number_s_changes_are_told_in_words_in_any_notation(planner: Shell, lang: Lang, typed: str) -> None:
    shell = planner.speaking(lang)
    import_id, _ = first_import(shell.home)
    told = shell.run("numbers", "history", typed).out.splitlines()
    held = {"number": "+49 30 23125-130", "trunk": "BERLIN-1", "state": shell.says("number_held")}
    assert told[0] == shell.says("history_of", **held)
    assert re.split(r" {2,}", told[2].strip()) == shell.says("columns_history").split("|")
    (row,) = [re.split(r" {2,}", line.strip()) for line in told if import_id in line]
    assert row[1:5] == ["admin", shell.says("number_free"), shell.says("number_held"), import_id]


def test_a_cancelled_plan_stays_in_the_history(planner: Shell) -> None:
    import_id, _ = first_import(planner.home)
    assert planner.run("cancel", import_id).code == 0
    told = json.loads(planner.run("numbers", "history", HELD, "--format", "json").out)
    assert [(one["from_state"], one["to_state"], one["import_id"], one["why"]) for one in told] == [
        (None, "free", None, "sync"),
        ("free", "held", import_id, "planned"),
        ("held", "free", import_id, "cancelled"),
    ]
    assert planner.says("moved_cancelled") in planner.run("numbers", "history", HELD).out
    lines = list(csv.DictReader(io.StringIO(planner.run("numbers", "history", HELD, "--format", "csv").out)))
    assert list(lines[0]) == ["number", "at", "who", "from_state", "to_state", "import_id", "why"]
    assert [one["to_state"] for one in lines] == ["free", "held", "free"]


@both
def test_a_number_from_before_there_was_a_history_says_so(planner: Shell, lang: Lang) -> None:
    """As an older version of the tables has it."""
    shell = planner.speaking(lang)
    with closing(sqlite3.connect(shell.home / "trunkload.sqlite")) as connection:
        connection.execute("INSERT INTO number (e164, trunk, state) VALUES ('+498999998800', 'KOELN-1', 'free')")
        connection.commit()
    free = {"number": "+49 89 99998800", "trunk": "KOELN-1", "state": shell.says("number_free")}
    told = [shell.says("history_of", **free), shell.says("history_none")]
    assert shell.run("numbers", "history", "089 99998-800").out.splitlines() == told


@both
def test_a_number_that_came_says_who_told_of_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    told = [re.split(r" {2,}", line.strip()) for line in shell.run("numbers", "history", HELD).out.splitlines()]
    came = [shell.says("by_carrier"), shell.says("number_not_there"), shell.says("number_free")]
    assert [*came, shell.says("moved_sync")] in [row[1:] for row in told]


@both
def test_a_number_that_nobody_knows_is_told(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    for typed, key, told in (
        ("+49 89 99998 800", "number_unknown", {"number": "+49 89 99998800", "near": "+498999998"}),
        ("4710-012", "number_form", {"number": "4710-012"}),
        ("Lena", "number_form", {"number": "Lena"}),
        ("", "number_form", {"number": ""}),
    ):
        ran = shell.run("numbers", "history", typed)
        assert (ran.code, ran.out, ran.err) == (3, "", shell.says(key, **told) + "\n")
