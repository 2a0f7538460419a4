"""The same people can be sent ten times, renamed, re-sorted, corrected: nobody is ordered twice (promise 5)."""

import csv
import io
import json
from pathlib import Path

from tests.integration.cli.looks import carrier, count, first_import, import_states, ledger
from tests.integration.cli.shell import SAMPLES, STAFF, Shell

MENDED = {
    "Deniz": {"Mobil/Handynummer": "0152 28817386"},
    "Käthe": {"Wunschdurchwahl": ""},
    "Petra": {"E-Mail": "petra.vogel@example.org"},
    "Rüdiger": {"Authentifizierung ohne Mobilfunknummer": "ja"},
}
"""What HR puts right in the four blocked rows."""


def people() -> list[dict[str, str]]:
    """The rows of the sample's CSV, by header."""
    lines = (SAMPLES / "new-staff.csv").read_text("cp1252").split("\n", 2)[2]
    rows = list(csv.DictReader(io.StringIO(lines), delimiter=";"))
    return [{name.replace("\n", " "): cell for name, cell in row.items()} for row in rows]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def corrected(folder: Path) -> Path:
    """Another name, another order of rows and columns, the blocked rows mended, one colleague more."""
    rows = [{**row, **MENDED.get(row["Vorname"], {})} for row in people()]
    new = {**rows[0], "Personalnummer": "990001", "Vorname": "Nele", "Nachname": "Neu"}
    new |= {"E-Mail": "nele.neu@example.org", "Benutzername": "", "Konferenzpaket": ""}
    turned = [dict(reversed(row.items())) for row in (*reversed(rows), new)]
    return write(folder / "Nachzügler korrigiert.csv", turned)


def test_the_corrected_sheet_plans_only_what_is_new_and_orders_nobody_twice(planner: Shell, tmp_path: Path) -> None:
    first, digest = first_import(planner.home)
    assert planner.run("approve", first, "--digest", digest).code == 0
    sheet = corrected(tmp_path)

    told = json.loads(planner.run("import", sheet, "--format", "json").out)
    assert told["outcome"] == "ready"
    assert told["receipt"]["skipped"]["repeated"] == 36
    assert told["plan"]["items"] == 5
    second = told["plan"]["import_id"]
    names = ledger(planner.home, "SELECT given_name FROM order_item WHERE state = 'draft'")
    assert {name for (name,) in names} == {*MENDED, "Nele"}

    assert planner.run("approve", second, "--digest", told["plan"]["digest"]).code == 0
    assert count(planner.home, "workplace") == 15 + 41
    everybody = carrier(planner.home, "SELECT count(DISTINCT username), count(DISTINCT number) FROM workplace")
    assert everybody == [(15 + 41, 15 + 41)]

    for path in (sheet, STAFF, SAMPLES / "new-staff.csv"):
        again = json.loads(planner.run("import", path, "--format", "json").out)
        assert again["plan"] is None
        assert again["receipt"]["ready"] + again["receipt"]["ready_with_warnings"] == 0
    assert count(planner.home, "workplace") == 15 + 41
    assert sorted(import_states(planner.home).values()) == ["done", "done", "rejected", "rejected", "rejected"]


def test_people_of_an_open_plan_are_not_planned_again(planner: Shell, tmp_path: Path) -> None:
    first, _ = first_import(planner.home)
    told = json.loads(planner.run("import", corrected(tmp_path), "--format", "json").out)
    assert (told["receipt"]["skipped"]["repeated"], told["plan"]["items"]) == (36, 5)
    assert count(planner.home, "product_order") == 0
    assert import_states(planner.home)[first] == "planned"


def test_people_of_a_cancelled_plan_are_new_again(planner: Shell) -> None:
    first, _ = first_import(planner.home)
    ran = planner.run("cancel", first)
    assert (ran.code, ran.out) == (0, planner.says("cancelled", id=first, n=39) + "\n")
    ran = planner.run("cancel", first)
    assert (ran.code, ran.err) == (3, planner.says("was_cancelled", id=first) + "\n")
    again = json.loads(planner.run("import", SAMPLES / "new-staff.csv", "--format", "json").out)
    assert (again["receipt"]["skipped"]["repeated"], again["plan"]["items"]) == (0, 36)


def test_what_is_ordered_cannot_be_cancelled_or_approved_again(planner: Shell) -> None:
    first, digest = first_import(planner.home)
    assert planner.run("approve", first, "--digest", digest).code == 0
    told = planner.says("already_ordered", id=first) + "\n"
    assert planner.run("cancel", first).err == told
    assert planner.run("approve", first, "--digest", digest).err == told
    assert count(planner.home, "workplace") == 15 + 36
