"""A spreadsheet of numbers: every wrong cell at once, and only when all rows are right everything is entered."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.integration.cli.looks import ledger
from tests.integration.cli.shell import STAFF, Shell
from tests.integration.cli.test_entering_numbers import everything
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)
HEADER = "Rufnummer;Durchwahl von;Durchwahl bis;Trunk;Standort;Status;Inhaber;verfügbar ab;Bemerkung"
RIGHT = (
    "+49 69 90009;000;099;Köln;;frei;;;Neubau",
    "+49 40 66969 700-709;;;Berlin;Berlin;;;01.03.2099;",
    "030 23125 777;;;Berlin;;Funktion;Tür;;",
)
ENTERED = "SELECT count(*) FROM number WHERE source = 'entered'"


def sheet(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "numbers.csv"
    path.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    return path


@both
def test_a_sheet_that_is_right_is_entered_whole(shell: Shell, tmp_path: Path, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "import", sheet(tmp_path, *RIGHT))
    assert (ran.code, ran.last) == (0, speaking.says("numbers_entered", n="111"))
    assert ledger(shell.home, ENTERED) == [(111,)]
    rows = "SELECT e164, trunk, state, holder, available_from, note FROM number WHERE e164 IN (?, ?, ?) ORDER BY e164"
    found = [
        ledger(shell.home, rows.replace("(?, ?, ?)", f"('{number}')"))
        for number in ("+493023125777", "+494066969705", "+496990009042")
    ]
    assert found == [
        [("+493023125777", "BERLIN-1", "function", "Tür", None, None)],
        [("+494066969705", "BERLIN-1", "future", None, "2099-03-01", None)],
        [("+496990009042", "KOELN-1", "free", None, None, "Neubau")],
    ]
    blocks = "SELECT base, first, last, trunk, site FROM number_block WHERE source = 'entered' ORDER BY base"
    assert ledger(shell.home, blocks) == [
        ("+494066969", "700", "709", "BERLIN-1", "Berlin"),
        ("+496990009", "000", "099", "KOELN-1", None),
    ]


@both
def test_the_same_sheet_again_changes_nothing(shell: Shell, tmp_path: Path, lang: Lang) -> None:
    speaking, path = shell.speaking(lang), sheet(tmp_path, *RIGHT)
    speaking.run("numbers", "import", path)
    before = everything(shell)
    ran = speaking.run("numbers", "import", path)
    assert ran.code == 0
    assert speaking.says("numbers_known", n="111") in ran.out
    assert ran.last == speaking.says("numbers_entered", n="0")
    assert everything(shell) == before


@both
def test_a_dry_run_says_what_would_be_entered(shell: Shell, tmp_path: Path, lang: Lang) -> None:
    before = everything(shell)
    ran = shell.speaking(lang).run("numbers", "import", sheet(tmp_path, *RIGHT), "--dry-run")
    assert (ran.code, ran.last) == (0, shell.speaking(lang).says("numbers_would_enter", n="111"))
    assert everything(shell) == before


BAD = (
    "4,93023E+11;;;Köln;;;;;",
    "+49 221 4710 700;;;Berlin;;;;;",
    "+49 69 90009 500;;;Köln;;;;;",
    "069 90009 500;;;Berlin;;;;;",
    "+49 69 90009;99;00;Bonn;Bonn;grün;;bald;",
    ";;;Köln;;Funktion;;;",
    "110;;;Köln;;;;;",
    "493023125777;;;Berlin;;;;;",
    "+49 69 90009 501;;;Köln;;;;;",
    "+49 69 90009 501;;;Köln;;;;;",
    "+49 221 4710;;;Köln;;;;;",
    "+49 221 4710 100;;;Köln;;frei;;;",
)
CELLS = [
    ("A2", "phone_digits_lost"),
    ("A3", "other_trunk"),
    ("A5", "twice_on_trunks"),
    ("A6", "range_backwards"),
    ("D6", "trunk_unknown"),
    ("E6", "site_unknown"),
    ("F6", "state_unknown"),
    ("H6", "day_form"),
    ("A7", "number_missing"),
    ("G7", "holder_missing"),
    ("A8", "phone_special"),
    ("A9", "phone_no_prefix"),
    ("A11", "twice"),
    ("A12", "is_base"),
    ("A13", "known_differently"),
]


def test_every_wrong_cell_is_named_at_once_and_nothing_is_entered(shell: Shell, tmp_path: Path) -> None:
    before = everything(shell)
    ran = shell.run("numbers", "import", sheet(tmp_path, *BAD), "--format", "json")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert sorted((one["cell"], one["code"]) for one in told["problems"]) == sorted(CELLS)
    assert next(one["suggestion"] for one in told["problems"] if one["cell"] == "A9") == "+493023125777"
    assert (told["entered"], told["rows"]) == ([], 12)
    assert everything(shell) == before


@both
def test_the_sentences_begin_with_the_cells_and_the_last_says_what_to_do(
    shell: Shell, tmp_path: Path, lang: Lang
) -> None:
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "import", sheet(tmp_path, *BAD))
    named = [line.split(":")[0].strip() for line in ran.out.splitlines()[1:-1]]
    assert sorted(named) == sorted(cell for cell, _ in CELLS)
    assert [int(cell[1:]) for cell in named] == sorted(int(cell[1:]) for cell, _ in CELLS)
    assert ran.last == speaking.says("numbers_to_fix", n="15")
    known = speaking.says(
        "entry_known_differently",
        number="+49 221 4710-100",
        state=speaking.says("number_assigned"),
        holder="wp-5001",
        where=speaking.says("in_block", block="koeln-4710"),
        trunk="KOELN-1",
    )
    assert f"  A13: {known}" in ran.out


def test_a_trunk_for_all_rows_may_be_named_once(shell: Shell, tmp_path: Path) -> None:
    path = sheet(tmp_path, "+49 40 66969 00-99;Neubau", header="Number block;Remark")
    assert shell.run("numbers", "import", path).code == 1
    assert shell.run("numbers", "import", path, "--trunk", "Köln").code == 0
    assert ledger(shell.home, ENTERED) == [(100,)]


def test_a_workbook_is_read_as_a_person_sees_it(shell: Shell, tmp_path: Path) -> None:
    """Hidden rows are left out, a number cell has lost its plus, an error value is no number."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    rows: list[list[str | int | None]] = [["Unsere Nummern"], ["Nummer", "von", "bis", "Trunk"]]
    rows += [["+49 40 66969", "00", "99", "Köln"], [493023125777, None, None, "Berlin"]]
    rows += [["#N/A", None, None, "Berlin"], ["0221 1", None, None, "Berlin"]]
    for row in rows:
        page.append(row)
    page["A5"].data_type = "e"
    page.row_dimensions[6].hidden = True
    path = tmp_path / "numbers.xlsx"
    book.save(path)
    ran = shell.run("numbers", "import", path, "--format", "json")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert (told["header_row"], told["rows"], told["hidden_rows"]) == (2, 3, 1)
    assert [(one["cell"], one["code"]) for one in told["problems"]] == [
        ("A4", "phone_no_prefix"),
        ("A5", "cell_broken"),
    ]


@both
def test_a_file_without_any_numbers_is_refused(shell: Shell, tmp_path: Path, lang: Lang) -> None:
    before = everything(shell)
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "import", STAFF)
    assert (ran.code, ran.out) == (2, "")
    assert {Lang.DE: "Rufnummernblock", Lang.EN: "number block"}[lang] in ran.err
    twice = speaking.run("numbers", "import", sheet(tmp_path, "030 23125 777;", header="Rufnummer;Number"))
    assert twice.code == 2
    assert "A, B" in twice.err
    assert speaking.run("numbers", "import", tmp_path / "nothing.csv").code == 2
    assert everything(shell) == before
