"""What there is, and where it stands: list, show, status, template."""

import re
from pathlib import Path

import openpyxl
import pytest

from tests.integration.cli.looks import contents, first_import
from tests.integration.cli.shell import STAFF, Shell
from trunkload.orders.outcome_words import item_words, order_words
from trunkload.orders.states import OrderState
from trunkload.validation.actions.action import Action
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
    assert lines[1][2:7] == ["new-staff.xlsx", "40", "36", "4", "0"]


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
    assert shown.out.count(order_words(OrderState.DRAFT, shell.lang)) == 2


@both
def test_status_tells_every_row_as_the_carrier_has_it(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    import_id, digest = first_import(shell.home)
    assert shell.run("status", import_id).out.count(order_words(OrderState.DRAFT, shell.lang)) == 36
    shell.run("approve", import_id, "--digest", digest)
    told = shell.run("status", import_id)
    assert told.out.splitlines()[0] == f"{import_id}: {shell.says('state_done')}"
    assert sum(item_words(OrderState.COMPLETED, Action.ADD, lang) in line for line in told.out.splitlines()) == 36
    assert "Müller-Lüdenscheidt" in told.out


@both
def test_a_template_under_another_name_than_xlsx_is_not_written(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home", lang)
    told = shell.run("template", tmp_path / "staff.csv")
    assert (told.code, told.err.strip()) == (3, shell.says("template_name", name="staff.csv"))
    assert not (tmp_path / "staff.csv").exists()


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
