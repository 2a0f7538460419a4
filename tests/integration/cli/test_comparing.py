"""Whoever sends a fixed file is told what is fixed, what is left, what is new and what else changed."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.integration.cli.looks import contents, first_import, ledger
from tests.integration.cli.shell import SAMPLES, STAFF, Shell
from trunkload.validation.language import Lang

MOBILE = "0152 28817386"
Rows = list[list[str]]


def to_fix(there: Shell, import_id: str, out: Path, cells: dict[str, str]) -> Path:
    """The workbook of the rows to fix, filled by somebody."""
    assert there.run("report", import_id, "--format", "xlsx", "--to-fix", "--out", out).code == 0
    return filled(out, cells)


def filled(book: Path, cells: dict[str, str]) -> Path:
    opened = openpyxl.load_workbook(book)
    for address, typed in cells.items():
        opened.worksheets[0][address] = typed
    opened.save(book)
    return book


def changed_sample(out: Path, change: Callable[[Rows], Rows]) -> Path:
    """The sample sheet as CSV, its people changed."""
    with (SAMPLES / "new-staff.csv").open(encoding="cp1252", newline="") as file:
        told = list(csv.reader(file, delimiter=";"))
    start = next(at for at, row in enumerate(told) if "Nachname" in row) + 1
    with out.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([*told[:start], *change(told[start:])])
    return out


def comparison(there: Shell, command: str, file: Path) -> dict[str, Any] | None:
    told: dict[str, Any] | None = json.loads(there.run(command, file, "--format", "json").out)["comparison"]
    return told


@pytest.mark.parametrize(
    ("lang", "sentence", "cell"),
    [
        (
            Lang.DE,
            (
                "Seit dem letzten Upload dieser Personen ({id}): "
                "2 von 4 korrigiert, 2 offen, keine neu, keine andere Zeile geändert."
            ),
            "  F2 Mobil/Handynummer: „O152 28817386“ (F10) → „0152 28817386“",
        ),
        (
            Lang.EN,
            "Since the last upload of these people ({id}): " + "2 of 4 fixed, 2 left, none new, no other row changed.",
            "  F2 Mobil/Handynummer: “O152 28817386” (F10) → “0152 28817386”",
        ),
    ],
)
def test_the_filled_workbook_of_rows_to_fix_is_compared(
    planner: Shell, tmp_path: Path, lang: Lang, sentence: str, cell: str
) -> None:
    """From the sample's first import to the sentence, the JSON and the page of the second."""
    first, _ = first_import(planner.home)
    there = planner.speaking(lang)
    file = to_fix(there, first, tmp_path / "fixed.xlsx", {"F2": MOBILE, "E4": "petra.vogel@example.org"})
    ran = there.run("import", file)
    assert sentence.format(id=first) in ran.out.splitlines()
    assert cell in ran.out.splitlines()
    second = ledger(there.home, "SELECT max(id) FROM import")[0][0]
    told = json.loads(there.run("report", second, "--format", "json").out)["comparison"]
    assert (told["with"], told["to_fix_then"], told["fixed"], told["left"]) == ([first], 4, [2, 4], [3, 5])
    assert (told["new"], told["changed"], told["gone"]) == ({"count": 0, "added": [], "worse": []}, [], None)
    assert [(one["cell"], one["cell_then"], one["then"]) for one in told["cells"]] == [
        ("F2", "F10", "O152 28817386"),
        ("E4", "E26", "petra.vogel@"),
    ]
    page = (there.home / "files" / "imports" / second / "report.html").read_text("utf-8")
    assert sentence.format(id=first) in page


def lasting(home: Path) -> dict[str, str]:
    """All but what SQLite keeps beside a file while it is open."""
    return {name: told for name, told in contents(home).items() if not name.endswith(("-shm", "-wal"))}


def test_check_says_before_what_import_would_say_and_writes_nothing(planner: Shell, tmp_path: Path) -> None:
    first, _ = first_import(planner.home)
    file = to_fix(planner, first, tmp_path / "fixed.xlsx", {"F2": MOBILE})
    before = lasting(planner.home)
    checked = comparison(planner, "check", file)
    assert lasting(planner.home) == before
    assert checked == comparison(planner, "import", file)
    assert checked is not None
    assert checked["fixed"] == [2]


def test_the_page_of_a_check_shows_it(planner: Shell, tmp_path: Path) -> None:
    planner.run("check", STAFF, "--report", tmp_path)
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "0 of 4 fixed, 4 left, none new, no other row changed." in page


def test_the_first_upload_is_compared_with_nothing(shell: Shell) -> None:
    assert comparison(shell, "check", STAFF) is None
    assert comparison(shell, "import", STAFF) is None


def test_without_any_home_a_check_compares_nothing(tmp_path: Path) -> None:
    assert comparison(Shell(tmp_path / "nowhere"), "check", STAFF) is None
    assert not (tmp_path / "nowhere").exists()


def test_a_renamed_file_of_another_format_in_another_order_is_the_same_people(planner: Shell, tmp_path: Path) -> None:
    """Cells are compared as a reader sees them: XLSX then, CSV now."""
    told = comparison(planner, "import", changed_sample(tmp_path / "other.csv", lambda rows: rows[::-1]))
    assert told is not None
    assert (len(told["left"]), told["unchanged"], told["cells"]) == (4, 36, [])


def test_the_marked_copy_can_be_corrected(planner: Shell, tmp_path: Path) -> None:
    first, _ = first_import(planner.home)
    marked = tmp_path / "marked.xlsx"
    planner.run("report", first, "--format", "xlsx", "--out", marked)
    told = comparison(planner, "import", filled(marked, {"F10": MOBILE, "F31": MOBILE}))
    assert told is not None
    assert (told["fixed"], told["left"], told["unchanged"], told["cells_changed"]) == ([10, 31], [18, 26], 36, 2)
    assert (told["changed"], told["gone"]) == ([], 0)


def test_people_added_and_removed_in_the_corrected_original_are_told(planner: Shell, tmp_path: Path) -> None:
    def change(rows: Rows) -> Rows:
        added = [[cell.replace("100", "900", 1) if at == 0 else cell for at, cell in enumerate(rows[0])] for _ in "ab"]
        for row, name in zip(added, ("Zusatz", "Nachtrag"), strict=True):
            row[0], row[2], row[4] = row[0] + name[0], name, f"{name.lower()}@example.org"
        return [*rows[1:], *added]

    told = comparison(planner, "import", changed_sample(tmp_path / "b.csv", change))
    assert told is not None
    assert (told["gone"], len(told["new"]["added"]), told["new"]["worse"], len(told["left"])) == (1, 2, [], 4)


def test_the_last_upload_counts_not_the_first(planner: Shell, tmp_path: Path) -> None:
    """All, the rows to fix, all again with one more right: what the second one fixed is not told again."""
    first, _ = first_import(planner.home)
    planner.run(
        "import", to_fix(planner, first, tmp_path / "fixed.xlsx", {"F2": MOBILE, "E4": "petra.vogel@example.org"})
    )
    second = ledger(planner.home, "SELECT max(id) FROM import")[0][0]
    marked = tmp_path / "all.xlsx"
    planner.run("report", first, "--format", "xlsx", "--out", marked)
    told = comparison(
        planner, "import", filled(marked, {"F10": MOBILE, "E26": "petra.vogel@example.org", "F31": MOBILE})
    )
    assert told is not None
    assert (told["with"], told["to_fix_then"], told["fixed"]) == ([second, first], 2, [31])
    assert (told["left"], told["new"]["count"], told["changed"], told["cells_changed"]) == ([18], 0, [], 1)


def test_other_people_are_compared_with_nobody(planner: Shell) -> None:
    """One of them has a mailbox that somebody of the first upload has, too."""
    assert comparison(planner, "import", SAMPLES / "bad" / "shared-mailbox.csv") is None


def test_what_an_undo_sends_is_nobodys_upload(ordered: Shell) -> None:
    """It is compared with nothing, and nothing is compared with it."""
    first, _ = first_import(ordered.home)
    ordered.run("undo", first)
    assert ledger(ordered.home, "SELECT import_id FROM uploaded_people") == [(first,)]


def test_an_upload_whose_check_is_kept_no_longer_is_passed_over(planner: Shell) -> None:
    first, _ = first_import(planner.home)
    (planner.home / "files" / "imports" / first / "checked").unlink()
    assert comparison(planner, "import", STAFF) is None


def test_the_database_knows_people_by_digests_alone(planner: Shell) -> None:
    """And their key lies with the files: without it no name can be tried out."""
    ((_, kept),) = ledger(planner.home, "SELECT import_id, digests FROM uploaded_people")
    assert not any(name.encode() in kept for name in ("Vogel", "vogel", "100437", "petra.vogel"))
    assert len((planner.home / "files" / "keys" / "people").read_text()) == 16


def test_the_report_written_again_still_shows_it(planner: Shell, tmp_path: Path) -> None:
    """Rows taken out of a plan change the plan, not what the file was compared with."""
    first, _ = first_import(planner.home)
    file = to_fix(planner, first, tmp_path / "fixed.xlsx", {"F2": MOBILE, "F5": MOBILE})
    planner.run("import", file)
    last = ledger(planner.home, "SELECT max(id) FROM import")[0][0]
    told = json.loads(planner.run("report", last, "--format", "json").out)["comparison"]
    assert planner.run("plan", last, "--without", "2").code == 0
    assert json.loads(planner.run("report", last, "--format", "json").out)["comparison"] == told
    assert told["fixed"] == [2, 5]
