"""docs/guide/changes.md tells the truth: what it shows is what the commands print, one after the other in one home.

`python -m tests.integration.cli.test_changes_guide` writes the page anew.
"""

import re
import shlex
import sys
import tempfile
from pathlib import Path

from tests.integration.cli.shell import ROOT, SAMPLES, Shell
from trunkload.orders.reversal import Ground

PAGE = ROOT / "docs" / "guide" / "changes.md"
BLOCK = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.DOTALL)
SHEET = """Aktion;Vorname;Nachname;E-Mail;Mobilfunknummer;Standort;Benutzername;Durchwahl;Konferenzpaket;Straße
neu;Eva;Vogt;eva.vogt@example.org;0152 28817386;Köln;;;;
ändern;;;;;;anna.schmidt;;Premium;
ändern;;;;;;jan.klein;300;;
ändern;;;;;;max.mustermann;;keins;
ändern;;;;;;paul.becker;;;Neue Gasse
löschen;;;;;;lena.fischer;;;
"""
CHANGING = (
    (r"imp-\d{4}-\d{2}-\d{2}", "IMP"),
    (r"--digest [0-9a-f]+", "--digest DIGEST"),
    (r"\d{4}-\d{2}-\d{2} \d{2}:\d{2} [A-Z+0-9:]+", "TIME"),
    (r"\d{4}-\d{2}-\d{2}", "DAY"),
)


def steady(text: str) -> str:
    for pattern, name in CHANGING:
        text = re.sub(pattern, name, text)
    return text


def retold(shell: Shell) -> str:
    """The page with what its commands print now; before `undo` a sheet is ordered."""
    return BLOCK.sub(lambda block: _block(block[1], shell), PAGE.read_text("utf-8"))


def _block(command: str, shell: Shell) -> str:
    words = shlex.split(command)[1:]
    if words[0] == "undo":
        words[1] = _ordered(shell)
    printed = re.sub("(?m) +$", "", shell.run(*words).out).strip("\n").replace(str(shell.home), "var")
    return f"```console\n$ trunkload {shlex.join(words)}\n{printed}\n```"


def _ordered(shell: Shell) -> str:
    sheet = shell.home / "staff.csv"
    sheet.write_text(SHEET, "utf-8")
    approval = shell.run("import", sheet).last.split()[1:]
    assert shell.run(*approval).code == 0
    return approval[1]


def test_the_guide_shows_what_the_commands_print(shell: Shell) -> None:
    assert steady(retold(shell)) == steady(PAGE.read_text("utf-8"))


def test_the_guide_names_every_ground_of_undo() -> None:
    (told,) = re.findall(r"`ground` is one of (.+)\.$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert re.findall(r"`(\w+)`", told) == list(Ground)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        home = Shell(Path(folder) / "home")
        home.run("carrier", "init", SAMPLES / "account.toml")
        sys.stdout.write(f"{PAGE.write_text(retold(home), 'utf-8')}\n")
