"""Findings and plan for machines: stable columns, the rows of the page, nothing that a spreadsheet would run."""

import csv
import io
import json
import stat
import time
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import Ran, Shell
from trunkload.reports.tables import FINDING_NAMES, PLAN_NAMES
from trunkload.validation.language import Lang


def lines(ran: Ran) -> list[dict[str, str]]:
    assert ran.code == 0
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_the_findings_are_the_same_as_csv_json_and_parquet(planner: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(planner.home)
    told = lines(planner.run("report", import_id, "--format", "csv"))
    document = json.loads(planner.run("report", import_id, "--format", "json", "--of", "findings").out)
    out = tmp_path / "findings.parquet"
    assert planner.run("report", import_id, "--format", "parquet", "--out", out).code == 0
    whole = json.loads(planner.run("report", import_id, "--format", "json").out)
    assert (document["schema"], document["import_id"]) == ("trunkload.findings/1", import_id)
    assert tuple(told[0]) == tuple(document["findings"][0]) == FINDING_NAMES
    assert [one["code"] for one in told] == [one["code"] for one in document["findings"]]
    assert [one["code"] for one in told] == [one["code"] for one in whole["findings"]]
    assert pq.read_table(out).to_pylist() == document["findings"]
    assert ("10", "F10", "O152 28817386") in [(one["row"], one["cell"], one["value"]) for one in told]


def test_the_plan_is_the_same_as_csv_json_and_parquet(planner: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(planner.home)
    told = lines(planner.run("report", import_id, "--format", "csv", "--of", "plan"))
    document = json.loads(planner.run("report", import_id, "--format", "json", "--of", "plan").out)
    out = tmp_path / "plan.parquet"
    assert planner.run("report", import_id, "--format", "parquet", "--of", "plan", "--out", out).code == 0
    assert tuple(told[0]) == PLAN_NAMES
    assert len(told) == len(document["items"]) == 36
    assert [one["number"] for one in told] == [one["number"] for one in document["items"]]
    assert pd.read_parquet(out)["number"].tolist() == [one["number"] for one in told]
    assert told[0]["number"].startswith("+49")


def test_what_would_be_run_is_led_by_an_apostrophe_in_csv_alone(shell: Shell, tmp_path: Path) -> None:
    sheet = tmp_path / "staff.csv"
    sheet.write_text(
        "Vorname;Nachname;E-Mail;Mobilnummer;Standort\n"
        "Anna;Berg;=cmd|'/c calc'!A1;+49 152 28817386;Köln\n"
        "Bert;Tal;@SUM(1);-1+1;Köln\n",
        "utf-8",
    )
    shell.run("import", sheet)
    import_id = shell.run("list").last.split()[0]
    told = {one["cell"]: one["value"] for one in lines(shell.run("report", import_id, "--format", "csv"))}
    assert (told["C2"], told["C3"], told["D3"]) == ("'=cmd|'/c calc'!A1", "'@SUM(1)", "'-1+1")
    out = tmp_path / "findings.parquet"
    shell.run("report", import_id, "--format", "parquet", "--out", out)
    assert "=cmd|'/c calc'!A1" in pd.read_parquet(out)["value"].tolist()


def test_a_file_of_its_own_lies_here_under_the_imports_id(
    planner: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    import_id, _ = first_import(planner.home)
    assert planner.run("report", import_id, "--format", "parquet", "--of", "plan").code == 0
    assert [path.name for path in tmp_path.glob("*.parquet")] == [f"{import_id}-plan.parquet"]


def test_without_a_plan_its_table_is_refused_with_a_sentence(shell: Shell, tmp_path: Path) -> None:
    sheet = tmp_path / "staff.csv"
    sheet.write_text("Vorname;Nachname;E-Mail;Mobilnummer;Standort\nAnna;Berg;anna;;Köln\n", "utf-8")
    shell.run("import", sheet)
    import_id = shell.run("list").last.split()[0]
    ran = shell.run("report", import_id, "--format", "csv", "--of", "plan")
    assert (ran.code, ran.err.strip()) == (3, shell.says("nothing_planned", id=import_id))
    assert len(lines(shell.run("report", import_id, "--format", "csv"))) == 2


def opener(folder: Path) -> None:
    """What opens files on this computer: it notes what it was asked to open."""
    for name in ("xdg-open", "open"):
        program = folder / name
        program.write_text(f'#!/bin/sh\ncd "{folder}"; printf "%s\\n" "$1" > asked; mv asked opened\n', "utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)


def opened(folder: Path) -> str:
    """The program runs beside the command, which does not wait for it."""
    until = time.monotonic() + 10
    while not (folder / "opened").exists() and time.monotonic() < until:
        time.sleep(0.01)
    return (folder / "opened").read_text().strip()


@pytest.mark.parametrize("wanted", ["html", "xlsx"])
def test_the_page_or_the_workbook_is_opened_in_the_program_of_the_computer(
    planner: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    opener(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    import_id, _ = first_import(planner.home)
    out = tmp_path / f"report.{wanted}"
    assert planner.run("report", import_id, "--format", wanted, "--out", out, "--open").code == 0
    assert opened(tmp_path) == str(out)


@pytest.mark.parametrize("lang", Lang)
def test_where_no_program_opens_it_that_is_said(
    planner: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    there = planner.speaking(lang)
    import_id, _ = first_import(planner.home)
    place = str(planner.home / "files" / "imports" / import_id / "report.html")
    ran = there.run("report", import_id, "--open")
    assert (ran.code, ran.err.strip()) == (3, there.says("report_not_opened", place=place))
