"""What did you see in my file? The command `read`, for any spreadsheet."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook

from tests.integration.cli.shell import ROOT, SAMPLES, STAFF, Shell
from tests.integration.intake.builders import staff_workbook, workbook
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


def stock_list(book: Workbook) -> None:
    """No staff sheet at all; a hidden row, a hidden column, a hidden sheet, a blank row, every kind of cell."""
    sheet = book.add_worksheet("Lager")
    sheet.write_row(0, 0, ["Artikel", "Menge", "geheim", "am"])
    sheet.write_string(1, 0, "=Schraube")
    sheet.write_row(1, 1, [1.5, "x"])
    sheet.write_datetime(1, 3, date(2026, 12, 1), book.add_format({"num_format": "dd.mm.yyyy"}))
    sheet.write_row(3, 0, ["Mutter", 2, "y"])
    sheet.write_row(4, 0, ["ausgeblendet", 3, "z"])
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("C:C", None, None, {"hidden": True})
    book.add_worksheet("Zweites").write(0, 0, "NA")
    book.add_worksheet("alt").hide()


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    path = tmp_path / "lager.xlsx"
    path.write_bytes(workbook(stock_list))
    return path


def test_every_visible_cell_is_told_with_its_row_and_letter(shell: Shell, stock: Path) -> None:
    ran = shell.run("read", stock, "--format", "json")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert told["schema"] == "trunkload.read/1"
    assert {name: told["file"][name] for name in ("name", "format", "date_system", "macros", "hidden_sheets")} == {
        "name": "lager.xlsx",
        "format": "xlsx",
        "date_system": 1900,
        "macros": False,
        "hidden_sheets": ["alt"],
    }
    assert told["sheets"] == [
        {
            "sheet": "Lager",
            "rows": [
                {"row": 1, "cells": {"A": "Artikel", "B": "Menge", "D": "am"}},
                {
                    "row": 2,
                    "cells": {"A": "=Schraube", "B": "1.5", "D": "2026-12-01"},
                    "marks": {"B": "number", "D": "date"},
                },
                {"row": 4, "cells": {"A": "Mutter", "B": "2"}, "marks": {"B": "number"}},
            ],
            "skipped": {"blank_rows": 1, "hidden_rows": [5], "hidden_columns": ["C"]},
        },
        {
            "sheet": "Zweites",
            "rows": [{"row": 1, "cells": {"A": "NA"}}],
            "skipped": {"blank_rows": 0, "hidden_rows": [], "hidden_columns": []},
        },
    ]


def test_hidden_rows_and_columns_are_told_when_they_are_asked_for(shell: Shell, stock: Path) -> None:
    told = json.loads(shell.run("read", stock, "--sheet", "Lager", "--include-hidden", "--format", "json").out)
    (sheet,) = told["sheets"]
    assert [row["row"] for row in sheet["rows"]] == [1, 2, 4, 5]
    assert sheet["rows"][3]["cells"] == {"A": "ausgeblendet", "B": "3", "C": "z"}
    assert sheet["skipped"] == {"blank_rows": 1, "hidden_rows": [], "hidden_columns": []}


def test_csv_has_a_line_for_each_row_and_no_formula(shell: Shell, stock: Path) -> None:
    ran = shell.run("read", stock, "--format", "csv")
    assert list(csv.reader(io.StringIO(ran.out))) == [
        ["sheet", "row", "A", "B", "D"],
        ["Lager", "1", "Artikel", "Menge", "am"],
        ["Lager", "2", "'=Schraube", "1.5", "2026-12-01"],
        ["Lager", "4", "Mutter", "2", ""],
        ["Zweites", "1", "NA", "", ""],
    ]


@both
def test_the_table_says_what_was_left_out_and_why(shell: Shell, stock: Path, lang: Lang) -> None:
    shell = shell.speaking(lang)
    out = shell.run("read", stock).out
    details = "XLSX, " + shell.says("read_date_system", year=1900)
    assert out.startswith(shell.says("read_title", file="lager.xlsx", details=details))
    for sentence in (
        shell.says("hidden_sheets", sheets=shell.says("quoted", text="alt")),
        shell.says("read_sheet", sheet="Lager") + shell.says("read_rows", rows="3"),
        shell.says("read_sheet", sheet="Zweites") + shell.says("read_rows_one"),
        shell.says("read_blank", n=1),
        shell.says("read_hidden_rows", rows="5"),
        shell.says("read_hidden_columns", columns="C"),
    ):
        assert sentence in out


@both
def test_a_long_sheet_is_shown_in_part_and_says_so(shell: Shell, tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a;b\n" * 1001, "utf-8")
    shell = shell.speaking(lang)
    thousand, all_rows = ("1.000", "1.001") if lang is Lang.DE else ("1,000", "1,001")
    assert shell.run("read", path).last == shell.says("read_more", shown=thousand, rows=all_rows)
    assert len(shell.run("read", path, "--format", "csv").out.splitlines()) == 1002


def test_another_encoding_than_utf8_is_said(shell: Shell) -> None:
    assert shell.says("note_windows_1252") in shell.run("read", SAMPLES / "new-staff.csv").out


@both
def test_a_sheet_that_is_not_there_is_told_with_those_that_are(shell: Shell, stock: Path, lang: Lang) -> None:
    ran = shell.speaking(lang).run("read", stock, "--sheet", "alt")
    assert ran.code == 2
    assert "Lager, Zweites" in ran.err
    assert "alt" in ran.err


@both
def test_a_file_that_cannot_be_used_is_refused_as_by_check(shell: Shell, lang: Lang) -> None:
    shell = shell.speaking(lang)
    for name in ("cut-off.xlsx", "document-type.xlsx", "picture-named.xlsx", "open-quote.csv", "empty.xlsx"):
        path = SAMPLES / "bad" / name
        assert (shell.run("read", path).code, shell.run("read", path).err) == (2, shell.run("check", path).err)


@both
def test_a_file_in_which_everything_is_hidden_is_no_success(shell: Shell, tmp_path: Path, lang: Lang) -> None:
    def all_rows_hidden(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Artikel", "Menge"])
        sheet.set_row(0, None, None, {"hidden": True})

    path = tmp_path / "hidden.xlsx"
    path.write_bytes(workbook(all_rows_hidden))
    ran = shell.speaking(lang).run("read", path)
    assert (ran.code, ran.out) == (2, "")
    assert "--include-hidden" in ran.err
    assert shell.run("read", path, "--include-hidden").code == 0


def test_a_refusal_is_json_too(shell: Shell) -> None:
    ran = shell.run("read", SAMPLES / "bad" / "cut-off.xlsx", "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["outcome"], told["findings"][0]["code"]) == (2, "unusable", "corrupt_archive")


def test_reading_needs_no_account_and_leaves_nothing_behind(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "home")
    assert shell.run("read", STAFF).code == 0
    assert not (tmp_path / "home").exists()


def test_the_guide_shows_what_the_command_prints(shell: Shell) -> None:
    guide = (ROOT / "docs" / "guide" / "files.md").read_text("utf-8")
    command, shown = re.findall(r"```console\n\$ trunkload (.*?)\n(.*?)```", guide, re.DOTALL)[0]
    words = [str(ROOT / word) if word.startswith("sample-data/") else word for word in command.split()]
    printed = shell.run(*words).out.splitlines()
    assert [line.rstrip() for line in printed] == [*shown.splitlines(), *[""] * (len(printed) - shown.count("\n"))]


def test_a_cell_gives_no_orders_to_a_terminal(shell: Shell, tmp_path: Path) -> None:
    """Promise 9: an escape sequence is shown, not obeyed."""
    file = tmp_path / "escape.xlsx"
    file.write_bytes(staff_workbook(("Vorname", "\x1b[2J\x1b]0;x\x07"), ("Ute", "a\tb")))
    printed = shell.run("read", file).out
    assert "\x1b" not in printed
    assert "␛[2J␛]0;x␇" in printed
