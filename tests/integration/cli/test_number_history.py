"""`numbers history`: what became of a number."""

import csv
import io
import json
import re

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
    assert [(one["from_state"], one["to_state"], one["import_id"]) for one in told] == [
        ("free", "held", import_id),
        ("held", "free", import_id),
    ]
    assert told[1]["why"] == "cancelled"
    assert planner.says("moved_cancelled") in planner.run("numbers", "history", HELD).out
    lines = list(csv.DictReader(io.StringIO(planner.run("numbers", "history", HELD, "--format", "csv").out)))
    assert list(lines[0]) == ["number", "at", "who", "from_state", "to_state", "import_id", "why"]
    assert [one["to_state"] for one in lines] == ["held", "free"]


@both
def test_a_number_that_never_changed_says_so(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    free = {"number": "+49 221 4710-800", "trunk": "KOELN-1", "state": shell.says("number_free")}
    told = [shell.says("history_of", **free), shell.says("history_none")]
    assert shell.run("numbers", "history", "0221 4710800").out.splitlines() == told


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
