"""`--strategy` says how numbers are chosen for one import; the settings say it for all."""

import json
from pathlib import Path

import pytest

from tests.integration.cli.looks import ledger
from tests.integration.cli.shell import STAFF, Shell
from trunkload.cli.say import say
from trunkload.inventory.strategy import KNOWN
from trunkload.validation.language import Lang

HEADER = "Vorname;Nachname;E-Mail;Mobil;Standort;Abteilung\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Three people of two departments in Köln; the second row is to fix."""
    people = ("Ute;Beck;ute.beck@example.org;Einkauf", "Tim;Bauer;tim@;Lager", "Eva;Vogt;eva.vogt@example.org;Einkauf")
    rows = (one.rsplit(";", 1) for one in people)
    path = tmp_path / "people.csv"
    path.write_text(HEADER + "".join(f"{who};0152 28817386;Köln;{where}\n" for who, where in rows), "utf-8")
    return path


def numbers(shell: Shell, *words: str | Path) -> list[tuple[str, str]]:
    """Extension and reason of each planned row, in the order of the sheet."""
    told = json.loads(shell.run(*words, "--format", "json").out)
    return [(one["number"].removeprefix("+492214710"), one["reason"]) for one in told["plan"]["numbers"]]


def test_a_strategy_is_chosen_for_this_import_and_wins_over_the_settings(shell: Shell, sheet: Path) -> None:
    assert numbers(shell, "check", sheet) == [("114", "lowest_free"), ("116", "lowest_free")]
    together = [("114", "together:Einkauf"), ("115", "together:Einkauf")]
    assert numbers(shell, "check", sheet, "--strategy", "together:department") == together
    settled = shell.with_settings(allocation__trunks="Köln=pattern:..00", allocation__strategy="spread")
    assert numbers(settled, "check", sheet) == [("300", "pattern:..00"), ("500", "pattern:..00")]
    assert numbers(settled, "check", sheet, "--strategy", "together:department") == together
    assert numbers(settled, "check", sheet, "--strategy", "koeln_1=together:department") == together


def test_the_strategy_goes_with_the_import(shell: Shell, sheet: Path) -> None:
    """What `check` showed is what the command at its end plans; the audit trail and `show` say by what."""
    options = ("--strategy", "spread", "--strategy", "KOELN-1=together:department")
    checked = shell.run("check", sheet, *options)
    assert checked.last.endswith("--strategy spread --strategy KOELN-1=together:department")
    chosen = say("strategies_chosen", Lang.EN, strategies="spread, KOELN-1=together:department")
    assert chosen in checked.out
    imported = shell.run("import", sheet, *options)
    assert chosen in imported.out
    [(import_id, choices)] = ledger(shell.home, "SELECT id, choices FROM import")
    assert json.loads(choices)["strategies"] == ["spread", "KOELN-1=together:department"]
    assert chosen in shell.run("show", import_id).out
    [(details,)] = ledger(shell.home, "SELECT details FROM audit WHERE what = 'received'")
    assert json.loads(details)["strategies"] == "spread, KOELN-1=together:department"
    assert ledger(shell.home, "SELECT reason FROM order_item ORDER BY row") == [("together:Einkauf",)] * 2


WRONG = (
    ("highest", "strategy_unknown", {"strategy": "highest", "strategies": ", ".join(KNOWN)}),
    ("KOELN-1=", "strategy_unknown", {"strategy": "", "strategies": ", ".join(KNOWN)}),
    ("MARS-1=spread", "trunk_unknown", {"trunk": "MARS-1", "trunks": "BERLIN-1, KOELN-1"}),
)


@pytest.mark.parametrize("command", ["check", "import"])
@pytest.mark.parametrize(("written", "key", "params"), WRONG)
def test_what_is_no_strategy_or_no_trunk_is_told_before_anything_is_kept(
    shell: Shell, command: str, written: str, key: str, params: dict[str, str]
) -> None:
    ran = shell.run(command, STAFF, "--strategy", written)
    assert (ran.code, ran.out, ran.err.strip()) == (2, "", say(key, Lang.EN, **params))
    assert ledger(shell.home, "SELECT count(*) FROM import") == [(0,)]


def test_two_strategies_for_the_same_are_told(shell: Shell) -> None:
    ran = shell.run("check", STAFF, "--strategy", "spread", "--strategy", "lowest_free")
    assert (ran.code, ran.err.strip()) == (2, say("strategy_twice", Lang.EN, strategy="lowest_free", other="spread"))


def test_a_trunk_of_the_settings_that_is_not_there_is_named(shell: Shell) -> None:
    ran = shell.with_settings(allocation__trunks="MARS-1=spread").run("import", STAFF)
    told = say("settings_choice", Lang.EN, key="allocation.trunks.MARS-1", detail="BERLIN-1, KOELN-1")
    assert (ran.code, ran.err.strip()) == (3, told)
    assert ledger(shell.home, "SELECT count(*) FROM import") == [(0,)]


def test_leading_zeros_are_given_where_the_company_wants_them(shell: Shell, sheet: Path) -> None:
    """N-08."""
    allowed = shell.with_settings(allocation__leading_zero="allow")
    assert numbers(allowed, "check", sheet) == [("001", "lowest_free"), ("003", "lowest_free")]


@pytest.mark.parametrize("lang", Lang)
def test_what_is_kept_for_a_row_is_said_with_its_date(shell: Shell, sheet: Path, lang: Lang) -> None:
    """A check holds nothing, so it knows no date."""
    spoken = Shell(shell.home, lang)
    number = "+49 221 4710-115"
    assert say("number_would_be_kept", lang, row=3, number=number) in spoken.run("check", sheet).out
    told = json.loads(spoken.run("check", sheet, "--format", "json").out)
    assert told["kept_back"] == [{"row": 3, "number": "+492214710115"}]
    until = say("number_kept", lang, row=3, number=number, date="UNTIL").split("UNTIL")[0]
    assert until in spoken.run("import", sheet).out
    [page] = (shell.home / "files").rglob("report.html")
    assert number in page.read_text("utf-8")
