"""What there is, and where it stands: list, show, status, numbers, workplaces, template."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from tests.integration.cli.looks import contents, first_import
from tests.integration.cli.shell import STAFF, Shell
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


def test_a_new_home_has_no_imports(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "home")
    assert shell.run("list").out == shell.says("no_imports") + "\n"


@both
def test_list_shows_imports_the_newest_first(planner: Shell, lang: Lang) -> None:
    planner.run("import", STAFF)
    shell = planner.speaking(lang)
    lines = [re.split(r"\s{2,}", line.strip()) for line in shell.run("list").out.splitlines() if "imp-" in line]
    first, _ = first_import(shell.home)
    assert [line[0] for line in lines] == [f"{first[:-1]}2", first]
    assert [line[1] for line in lines] == [shell.says("state_rejected"), shell.says("state_planned")]
    assert lines[1][2:6] == ["new-staff.xlsx", "40", "36", "4"]


@both
def test_show_tells_the_plan_as_import_told_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    shown = shell.run("show", import_id)
    assert shown.code == 0
    assert f"trunkload approve {import_id} --digest {digest[:16]}" in shown.out
    amounts = {Lang.DE: ("191,40\u00a0€", "0,00\u00a0€"), Lang.EN: ("191.40\u00a0€", "0.00\u00a0€")}[lang]
    cost = shell.says("cost", monthly=amounts[0], one_off=amounts[1], sample=shell.says("sample_prices"))
    assert cost.replace("\u00a0", " ") in shown.out.replace("\u00a0", " ")
    assert shown.out.count(shell.says("order_draft")) == 2


@both
def test_status_tells_every_row_as_the_carrier_has_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    assert shell.run("status", import_id).out.count(shell.says("order_draft")) == 36
    shell.run("approve", import_id, "--digest", digest)
    told = shell.run("status", import_id)
    assert told.out.splitlines()[0] == f"{import_id}: {shell.says('state_done')}"
    assert sum(shell.says("completed_add") in line for line in told.out.splitlines()) == 36
    assert "Müller-Lüdenscheidt" in told.out


def test_taken_numbers_stay_visible_and_say_to_whom_they_belong(planner: Shell) -> None:
    """S-13."""
    rows = {one["number"]: one for one in json.loads(planner.run("numbers", "--format", "json").out)}
    assert len(rows) == 1050
    assert (rows["+492214710100"]["state"], rows["+492214710100"]["holder"]) == ("assigned", "anna.schmidt")
    assert (rows["+492214710001"]["state"], rows["+492214710001"]["holder"]) == ("held", first_import(planner.home)[0])
    assert rows["+492214710999"]["holder"] == "Fax"
    assert rows["+492214710002"]["available_from"] is None

    berlin = csv.DictReader(io.StringIO(planner.run("numbers", "--trunk", "Berlin", "--format", "csv").out))
    assert [one["extension"] for one in berlin] == [str(at) for at in range(100, 150)]
    future = json.loads(planner.run("numbers", "--state", "future", "--format", "json").out)
    assert [one["extension"] for one in future] == [str(at) for at in range(950, 960)]


@both
@pytest.mark.parametrize("command", ["numbers", "workplaces"])
def test_a_table_has_its_titles_in_the_language_of_the_person(planner: Shell, lang: Lang, command: str) -> None:
    titles = planner.speaking(lang).run(command, "--trunk", "Berlin").out.splitlines()[1]
    assert re.split(r" {2,}", titles.strip()) == planner.speaking(lang).says(f"columns_{command}").split("|")


@both
def test_a_template_under_another_name_than_xlsx_is_not_written(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang)
    told = shell.run("template", tmp_path / "staff.csv")
    assert (told.code, told.err.strip()) == (3, shell.says("template_name", name="staff.csv"))
    assert not (tmp_path / "staff.csv").exists()


def test_planned_workplaces_are_shown_beside_active_ones(planner: Shell) -> None:
    rows = json.loads(planner.run("workplaces", "--format", "json").out)
    states = [one["state"] for one in rows]
    assert (states.count("active"), states.count("planned")) == (15, 36)
    jens = next(one for one in rows if one["username"] == "jens.petersen")
    assert jens["import_id"] == first_import(planner.home)[0]


@both
def test_the_template_offers_the_trunks_and_sites_of_the_account(shell: Shell, lang: Lang, tmp_path: Path) -> None:
    before = contents(shell.home)
    out = tmp_path / "vorlage.xlsx"
    ran = shell.speaking(lang).run("template", out)
    assert (ran.code, ran.out) == (0, shell.speaking(lang).says("template_written", path=out) + "\n")
    lists = openpyxl.load_workbook(out)
    offered = {str(cell.value) for sheet in lists for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"KOELN-1", "BERLIN-1", "Köln", "Berlin", "Premium"} <= offered
    assert contents(shell.home) == before
    assert shell.run("check", out).code == 2


def test_an_account_is_loaded_once(shell: Shell) -> None:
    ran = shell.run("carrier", "init", Path(__file__).parents[3] / "sample-data" / "account.toml")
    told = shell.says("account_was_there", customer="Muster GmbH", numbers="1,050", trunks=2, workplaces=15)
    assert (ran.code, ran.out) == (0, f"{told}\n")
