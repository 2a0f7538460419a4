"""`--accept FIELD:VALUE=NEW` settles every cell that reads so; `--policy` says which rows are ordered then."""

import json
from pathlib import Path

import pytest

from tests.integration.cli.looks import contents, ledger
from tests.integration.cli.shell import STAFF, Shell
from trunkload.validation.language import Lang

HEAD = "Vorname;Nachname;E-Mail;Mobil;Bürostandort"
SITE = ("--accept", "site:Koeln=Köln")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Two people of “Koeln”, one of Berlin."""
    file = tmp_path / "may.csv"
    people = (("Jana", "Heute", "Koeln"), ("Lea", "Gut", "KOELN"), ("Ole", "Neu", "Berlin"))
    rows = [f"{a};{b};{a}.{b}@example.org;0152 28817386;{site}".lower() for a, b, site in people]
    file.write_text("\n".join((HEAD, *rows, "")), "utf-8")
    return file


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        (Lang.DE, "  2 Zellen „Koeln“ bei „Bürostandort“ genommen als „Köln“"),
        (Lang.EN, "  2 cells “Koeln” at “Bürostandort” taken as “Köln”"),
    ],
)
def test_the_receipt_lists_the_decision_in_text_and_report(
    shell: Shell, sheet: Path, tmp_path: Path, lang: Lang, line: str
) -> None:
    ran = shell.speaking(lang).run("check", sheet, *SITE, "--report", tmp_path)
    assert ran.code == 0
    assert line in ran.out.splitlines()
    page = (tmp_path / "report.html").read_text("utf-8")
    assert '<bdi class="typed">Koeln</bdi>' in page
    assert '<bdi class="typed">Köln</bdi>' in page


def test_the_json_lists_the_decision_and_each_cell_notes_it(shell: Shell, sheet: Path) -> None:
    told = json.loads(shell.run("check", sheet, *SITE, "--format", "json").out)
    assert told["receipt"]["decisions"] == [
        {"field": "location", "value": "Koeln", "new": "Köln", "cells": 2, "remembered": None}
    ]
    notes = [one for one in told["findings"] if one["code"] == "suggestion_accepted"]
    assert [(one["row"], one["value"]) for one in notes] == [(2, "koeln"), (3, "koeln")]
    assert notes[0]["message"] == "“koeln” was taken as “Köln”, as decided (--accept)."


def test_the_json_groups_the_rows_by_cause_and_names_the_decision(shell: Shell, sheet: Path) -> None:
    told = json.loads(shell.run("check", sheet, "--format", "json").out)
    (group,) = [one for one in told["groups"] if one["severity"] == "blocked"]
    assert (group["code"], group["rows"], group["first_rows"]) == ("site_unknown", 2, [2, 3])
    assert (group["suggestion"], group["accept"]) == ("Köln", "site:koeln=Köln")
    assert shell.run("check", sheet, "--accept", group["accept"]).code == 0


@pytest.mark.parametrize("field", ["location", "Standort", "site", "bürostandort", '"Bürostandort"'])
def test_a_field_is_named_as_the_person_names_it(shell: Shell, sheet: Path, field: str) -> None:
    assert shell.run("check", sheet, "--accept", f"{field}:Koeln=Köln").code == 0


def test_check_remembers_nothing_and_uses_what_is_remembered(shell: Shell, sheet: Path) -> None:
    """Promise 2."""
    before = contents(shell.home)
    assert shell.run("check", sheet, *SITE).code == 0
    assert contents(shell.home) == before
    assert shell.run("check", sheet).code == 1
    assert shell.run("import", sheet, *SITE).code == 0
    other = sheet.with_name("june.csv")
    other.write_text(f"{HEAD}\nEva;Spät;eva.spaet@example.org;0152 28817386;Koeln\n", "utf-8")
    known = shell.run("check", other)
    assert known.code == 0
    assert "  1 cell “Koeln” at “Bürostandort” taken as “Köln” (remembered from “may.csv” of " in known.out


def test_the_command_that_check_prints_decides_the_same(shell: Shell, sheet: Path) -> None:
    command = shell.run("check", sheet, *SITE, "--policy", "all_or_nothing").last
    assert command.endswith("--accept site:Koeln=Köln --policy all_or_nothing")
    assert shell.run(*command.split()[1:]).code == 0


def test_an_import_shows_its_decisions_again(shell: Shell, sheet: Path) -> None:
    assert shell.run("import", sheet, *SITE).code == 0
    (row,) = ledger(shell.home, "SELECT id FROM import")
    assert "2 cells “Koeln” at “Site” taken as “Köln”" in shell.run("show", str(row[0])).out


def test_a_code_is_accepted_too(shell: Shell, sheet: Path) -> None:
    ran = shell.run("check", sheet, "--accept", "site_unknown")
    assert ran.code == 0
    assert "2 cells taken as suggested: site_unknown (2)" in ran.out


REFUSED = (
    ("site:Koeln", "“site:Koeln” is no decision of the form FIELD:VALUE=NEW."),
    ("planet:Koeln=Köln", "There is no field “planet”. The file has the columns “Vorname”, “Nachname”,"),
    ("trunk:Koeln=Köln", "The file has no column for “trunk”. It has the columns “Vorname”,"),
    ("site:Bonn=Köln", "“Bonn” stands nowhere in the column “Bürostandort”. Most often it holds “koeln”, “berlin”."),
    ("site:Koeln=Bonn", "“Bonn” cannot be entered at “Bürostandort”. The account has no site “Bonn”. Enter one"),
)


@pytest.mark.parametrize(("written", "begins"), REFUSED)
@pytest.mark.parametrize("command", ["check", "import"])
def test_a_decision_that_does_not_fit_ends_the_command_with_the_reason(
    shell: Shell, sheet: Path, command: str, written: str, begins: str
) -> None:
    ran = shell.run(command, sheet, "--accept", written)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(begins)
    assert ledger(shell.home, "SELECT count(*) FROM import") == [(0,)]
    german = shell.speaking(Lang.DE).run(command, sheet, "--accept", written)
    assert (german.code, german.err[:6] == ran.err[:6]) == (2, False)


def test_one_value_has_one_meaning(shell: Shell, sheet: Path) -> None:
    ran = shell.run("check", sheet, *SITE, "--accept", "Site:KOELN=Berlin")
    assert (ran.code, ran.err.strip()) == (2, shell.says("decision_twice", field="Site", value="KOELN"))
    assert shell.run("check", sheet, *SITE, *SITE).code == 0


@pytest.mark.parametrize("lang", Lang)
def test_a_plan_says_what_stays_behind_and_how_it_follows(
    shell: Shell, sheet: Path, tmp_path: Path, lang: Lang
) -> None:
    said = shell.speaking(lang)
    ordered = said.says("rows_counted_one")
    line = "  " + said.says("stays_behind", n=2, ordered=ordered, rows=" (2–3)")
    assert line in said.run("check", sheet, "--report", tmp_path).out.splitlines()
    imported = said.run("import", sheet)
    assert line in imported.out.splitlines()
    (row,) = ledger(shell.home, "SELECT id FROM import")
    stored = "  " + said.says("stays_behind", n=2, ordered=ordered, rows="")
    assert stored in said.run("show", str(row[0])).out.splitlines()
    page = (tmp_path / "report.html").read_text("utf-8")
    begins = {Lang.DE: "2 Zeilen bleiben zurück.", Lang.EN: "2 rows stay behind."}[lang]
    assert page.count(begins) == 2


def test_the_fixed_sheet_can_be_sent_again_and_nobody_is_planned_twice(shell: Shell, sheet: Path) -> None:
    """Promise 5."""
    assert shell.run("import", sheet).code == 1
    told = json.loads(shell.run("import", sheet, *SITE, "--format", "json").out)
    assert told["plan"]["items"] == 2
    assert told["receipt"]["skipped"]["repeated"] == 1


def test_the_policy_is_chosen_for_this_import_and_wins_over_the_settings(shell: Shell, sheet: Path) -> None:
    waits = shell.run("check", sheet, "--policy", "all_or_nothing")
    assert shell.says("held_back_one") in waits.out.splitlines()
    assert shell.says("nothing_to_order") in waits.out
    set_so = shell.with_settings(rules__policy="all_or_nothing")
    told = json.loads(set_so.run("check", sheet, "--policy", "valid_rows", "--format", "json").out)
    assert told["policy"] == {"name": "valid_rows", "to_order": 1, "to_fix": 2, "held_back": 0}
    told = json.loads(set_so.run("check", sheet, "--format", "json").out)
    assert told["policy"] == {"name": "all_or_nothing", "to_order": 0, "to_fix": 2, "held_back": 1}
    assert [told["receipt"][name] for name in ("blocked", "to_fix", "held_back")] == [3, 2, 1]
    imported = set_so.run("import", sheet, "--policy", "all_or_nothing")
    assert " + 2 to fix + 1 waiting + 0 left out" in imported.out
    (row,) = ledger(shell.home, "SELECT id FROM import")
    assert " + 3 to fix or waiting + 0 left out" in shell.run("show", str(row[0])).out


def test_all_together_is_said_and_can_be_approved(shell: Shell, sheet: Path) -> None:
    """Promise 4: the approval judges by the policy of the import."""
    ran = shell.run("import", sheet, *SITE, "--policy", "all_or_nothing")
    assert "  " + shell.says("all_together", n=3) in ran.out.splitlines()
    assert shell.run(*ran.last.split()[1:]).code == 0


def test_another_word_than_a_policy_is_refused(shell: Shell) -> None:
    ran = shell.run("check", STAFF, "--policy", "some")
    assert (ran.code, "--policy" in ran.err) == (2, True)
