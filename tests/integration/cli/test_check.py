"""`check` is `import` that stops before anything is written (promise 2)."""

import json
import shutil
import time
from pathlib import Path

import pytest

from tests.integration.cli.looks import contents, ledger
from tests.integration.cli.shell import SAMPLES, STAFF, Shell
from trunkload.validation.language import Lang


def test_check_writes_nothing(shell: Shell) -> None:
    """Promise 2: neither a file nor a byte in one."""
    before = contents(shell.home)
    assert shell.run("check", STAFF).code == 1
    assert shell.run("check", STAFF, "--format", "json").code == 1
    assert contents(shell.home) == before


def test_check_makes_no_home(tmp_path: Path) -> None:
    """Promise 2, on a machine where nothing was done yet."""
    assert Shell(tmp_path / "home").run("check", STAFF).code == 1
    assert list(tmp_path.iterdir()) == []


def test_check_judges_as_import_does(shell: Shell) -> None:
    checked = json.loads(shell.run("check", STAFF, "--format", "json").out)
    imported = json.loads(shell.run("import", STAFF, "--format", "json").out)
    kept = {"import_id": imported["plan"]["import_id"], "digest": imported["plan"]["digest"]}
    assert kept["import_id"].startswith("imp-")
    assert len(kept["digest"]) == 64
    assert imported == {**checked, "plan": {**checked["plan"], **kept}}


def test_check_and_import_have_the_same_today(
    loaded_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both judge dates by the person's own calendar, however far from Greenwich; 26 hours lie between these two."""
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        today = time.strftime("%d.%m.%Y")
        sheet = tmp_path / "heute.csv"
        head = "Vorname;Nachname;E-Mail;Mobil;Standort;Aktivierungsdatum\n"
        sheet.write_text(f"{head}Jana;Heute;jana.heute@example.org;0152 28817386;Berlin;{today}\n", "utf-8")
        shell = Shell(shutil.copytree(loaded_home, tmp_path / zone.replace("/", "-")))
        checked, imported = (json.loads(shell.run(one, sheet, "--format", "json").out) for one in ("check", "import"))
        assert checked["outcome"] == imported["outcome"] == "ready"
        assert [one["code"] for one in imported["findings"]] == [one["code"] for one in checked["findings"]]
        assert imported["plan"]["import_id"] == f"imp-{time.strftime('%Y-%m-%d')}-0001"
    monkeypatch.undo()
    time.tzset()


def test_without_an_account_check_says_what_it_could_not_check(tmp_path: Path) -> None:
    answer = json.loads(Shell(tmp_path / "home").run("check", STAFF, "--format", "json").out)
    assert [one["scope"] for one in answer["findings"] if one["code"] == "account_unknown"] == ["file"]
    assert answer["plan"] is None


def test_every_row_ready_is_exit_0_some_to_fix_1_no_use_2_and_a_failure_3(shell: Shell) -> None:
    ready, fixing = SAMPLES / "bad" / "capital-username.csv", SAMPLES / "bad" / "no-trunk.csv"
    unusable = SAMPLES / "bad" / "empty.xlsx"
    for command in ("check", "import"):
        codes = [shell.run(command, one).code for one in (ready, fixing, unusable)]
        failed = shell.with_settings(carrier__batch_size="none").run(command, ready).code
        assert [*codes, failed] == [0, 1, 2, 3]


@pytest.mark.parametrize("lang", Lang)
def test_lang_wins_over_the_settings(shell: Shell, lang: Lang) -> None:
    other = shell.speaking(next(one for one in Lang if one is not lang))
    assert other.run("check", STAFF, "--lang", lang.value).out == shell.speaking(lang).run("check", STAFF).out


def test_of_many_causes_check_says_how_to_see_all_of_them(shell: Shell, tmp_path: Path) -> None:
    """Twenty are shown and two are not; a report is named only where one is written."""
    sheet = tmp_path / "towns.csv"
    towns = [f"Ute;Person{'abcdefghijklmnopqrstuv'[n]};u{n}@example.org;0152 28817386;Ort{n}" for n in range(22)]
    sheet.write_text("\n".join(("Vorname;Nachname;E-Mail;Mobil;Standort", *towns, "")), "utf-8")
    alone, report = shell.run("check", sheet), shell.run("check", sheet, "--report", tmp_path / "reports")
    assert "  … and 2 more causes; with --report FOLDER a report shows all of them.\n" in alone.out
    assert "  … and 2 more causes; the report shows all of them.\n" in report.out
    assert "  … and 2 more causes; the report shows all of them.\n" in shell.run("import", sheet).out
    page = (tmp_path / "reports" / "report.html").read_text("utf-8")
    assert all(f"Ort{n}" in page for n in range(22))


def test_a_report_lies_where_it_was_asked_for(shell: Shell, tmp_path: Path) -> None:
    for command in ("check", "import"):
        folder = tmp_path / "reports" / command
        assert shell.run(command, STAFF, "--report", folder).code == 1
        assert [path.name for path in folder.iterdir()] == ["report.html"]
        assert (folder / "report.html").read_text("utf-8").startswith("<!doctype html>")
    refused = tmp_path / "refused"
    assert shell.run("check", SAMPLES / "bad" / "nobody.csv", "--report", refused).code == 2
    assert "nobody.csv" in (refused / "report.html").read_text("utf-8")


def test_the_command_that_check_prints_plans_the_sheet(shell: Shell) -> None:
    command = shell.run("check", STAFF).last.split()
    assert command[:2] == ["trunkload", "import"]
    assert shell.run(*command[1:]).code == 1
    assert ledger(shell.home, "SELECT state, ready + ready_with_warnings FROM import") == [("planned", 36)]


def test_rows_that_wait_for_others_are_told_in_one_line_and_hide_none_that_is_to_fix(shell: Shell) -> None:
    """Policy all_or_nothing: 36 right rows wait for 4."""
    told = shell.with_settings(rules__policy="all_or_nothing").run("check", STAFF)
    assert told.code == 1
    assert "  40 rows = 0 ready + 0 ready with a warning + 4 to fix + 36 waiting + 0 left out\n" in told.out
    assert f"\n{shell.says('fix_title', n=4)}\n" in told.out
    assert [row for row in (10, 18, 26, 31) if f"  Row {row} (" in told.out] == [10, 18, 26, 31]
    assert shell.says("held_back", n=36) in told.out.splitlines()
