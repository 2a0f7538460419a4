"""Undo tells three honest lists and plans the first of them; the command that it ends with orders that plan."""

import json
import shutil
from pathlib import Path

import pytest

from tests.integration.cli.looks import carrier, import_states, ledger
from tests.integration.cli.shell import Shell
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)

SHEET = """Aktion;Vorname;Nachname;E-Mail;Mobilfunknummer;Standort;Benutzername;Konferenzpaket;Straße
neu;Eva;Vogt;eva.vogt@example.org;0152 28817386;Köln;;;
ändern;;;;;;max.mustermann;keins;
ändern;;;;;;paul.becker;;Neue Gasse
"""


@pytest.fixture(scope="module")
def ordered_home(loaded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home in which the sheet is ordered; nobody changes it."""
    folder = tmp_path_factory.mktemp("undo")
    sheet = folder / "staff.csv"
    sheet.write_text(SHEET, "utf-8")
    shell = Shell(shutil.copytree(loaded_home, folder / "home"))
    planned = shell.run("import", sheet)
    assert shell.run(*planned.last.split()[1:]).code == 0
    return shell.home


@pytest.fixture
def ordered(ordered_home: Path, tmp_path: Path) -> Shell:
    return Shell(shutil.copytree(ordered_home, tmp_path / "home"))


def ids(shell: Shell) -> list[str]:
    return list(import_states(shell.home))


@both
def test_three_lists_are_told_and_the_first_is_planned(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    (first,) = ids(shell)
    told = shell.run("undo", first)
    assert told.code == 1
    lines = told.out.splitlines()
    titles = [shell.says(f"undo_{one}_one", n="1") for one in ("now", "stays", "locked")]
    assert [line for line in lines if line in titles] == titles
    people = [name for line in lines for name in ("Eva Vogt", "Max Mustermann", "Paul Becker") if name in line]
    assert people == ["Max Mustermann", "Paul Becker", "Eva Vogt"]
    undo = ids(shell)[1]
    digest = ledger(shell.home, f"SELECT digest FROM import WHERE id = '{undo}'")[0][0]  # noqa: S608 - our own id
    assert told.last == f"  trunkload approve {undo} --digest {digest[:16]}"
    assert shell.run(*told.last.split()[1:]).code == 0
    now = dict(carrier(shell.home, "SELECT username, package FROM workplace"))
    assert (now["max.mustermann"], now["eva.vogt"]) == ("plus", "none")


@both
def test_the_page_of_what_is_taken_back_names_its_undo_and_the_other_way_round(ordered: Shell, lang: Lang) -> None:
    """In the language that each was sent in; a masked page and a new one say it, too."""
    (first,) = ids(ordered)
    ordered.speaking(lang).run("undo", first)
    undo = ids(ordered)[1]
    pages = {
        one: (ordered.home / "files" / "imports" / one / "report.html").read_text("utf-8") for one in (first, undo)
    }
    assert f"{undo} was planned to take this back" in pages[first]
    told = {Lang.DE: f"was sich von {first} zurücknehmen lässt", Lang.EN: f"what can be taken back of {first}"}
    assert told[lang] in pages[undo]
    assert "was planned to take" not in pages[undo]


@both
def test_a_dry_run_plans_nothing_and_names_the_command(ordered: Shell, lang: Lang) -> None:
    shell = ordered.speaking(lang)
    (first,) = ids(shell)
    told = shell.run("undo", first, "--dry-run")
    assert (told.code, told.last, ids(shell)) == (1, f"  trunkload undo {first}", [first])


def test_where_nothing_can_be_reversed_only_the_lists_are_told(ordered: Shell) -> None:
    """What is planned to be undone is not planned once more (promise 5); both trails say what was planned."""
    (first,) = ids(ordered)
    ordered.run("undo", first)
    told = ordered.run("undo", first)
    assert (told.code, told.last, len(ids(ordered))) == (1, ordered.says("undo_nothing_now"), 2)
    undo = ids(ordered)[1]
    assert ordered.says("undo_because_changing", by=undo, until="", changes="") in told.out
    trail = ordered.run("audit", first).out
    assert (ordered.says("deed_undo_asked") in trail, undo in trail) == (True, True)
    assert ordered.says("detail_undo_of", value=first) in ordered.run("audit", undo).out


def test_what_can_be_reversed_wholly_ends_with_0(ordered: Shell, tmp_path: Path) -> None:
    sheet = tmp_path / "one.csv"
    sheet.write_text("Aktion;Benutzername;E-Mail\nändern;tim.bauer;bauer@example.org\n", "utf-8")
    planned = ordered.run("import", sheet)
    assert ordered.run(*planned.last.split()[1:]).code == 0
    assert ordered.run("undo", ids(ordered)[1]).code == 0


def test_machines_get_the_lists_and_the_plan(ordered: Shell) -> None:
    (first,) = ids(ordered)
    told = json.loads(ordered.run("undo", first, "--format", "json").out)
    assert list(told) == ["schema", "import_id", "now", "stays", "locked", "not_carried_out", "plan"]
    assert told["schema"] == "trunkload.undo/1"
    grounds = {key: [(one["row"], one["ground"]) for one in told[key]] for key in ("now", "stays", "locked")}
    assert grounds == {"now": [(3, "change_back")], "stays": [(4, "was_empty")], "locked": [(2, "term")]}
    assert told["now"][0]["changes"] == [{"name": "package", "before": "none", "now": "plus"}]
    assert list(told["plan"]) == ["import_id", "digest", "items", "blocked", "approve"]
    assert (told["plan"]["import_id"], told["plan"]["items"], told["plan"]["blocked"]) == (ids(ordered)[1], 1, 0)
    dry = json.loads(ordered.run("undo", first, "--dry-run", "--format", "json").out)
    assert dry["plan"] is None


@both
def test_what_was_not_ordered_is_told_with_what_helps(planner: Shell, lang: Lang) -> None:
    shell = planner.speaking(lang)
    (first,) = ids(shell)
    told = shell.run("undo", first)
    assert (told.code, told.out, told.err.strip()) == (3, "", shell.says("undo_before_order", id=first))
    shell.run("cancel", first)
    told = shell.run("undo", first)
    assert (told.code, told.err.strip()) == (3, shell.says("nothing_to_undo", id=first))
