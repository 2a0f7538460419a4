"""Workbooks that LibreOffice has saved in other formats show what was typed into them."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook

from tests.unit.intake.workbooks.views import Shown, hidden_rows, merged, shown
from trunkload.intake.limits import LIMITS
from trunkload.intake.workbooks.archive import open_archive
from trunkload.intake.workbooks.grid import Book, Mark
from trunkload.intake.workbooks.ods.document import read_ods
from trunkload.intake.workbooks.xls.workbook import read_xls

LONG = [f"{place} Grüße aus Łódź und Köln — {'lang ' * (place % 40)}" for place in range(1500)]

SHOWN: dict[str, Shown] = {
    "A1": "Vorname",
    "B1": " Müller  x ",
    "C1": "Zeile 1\nZeile 2",
    "D1": "004711",
    "A2": ("01067", Mark.NUMBER),
    "B2": ("493022123125", Mark.NUMBER),
    "C2": ("0.3", Mark.NUMBER),
    "D2": ("0.19", Mark.NUMBER),
    "E2": ("+492214710", Mark.NUMBER),
    "F2": ("4.9E+17", Mark.NUMBER),
    "G2": ("1234567.5", Mark.NUMBER),
    "A3": ("2026-12-01", Mark.DATE),
    "B3": ("2026-12-01 08:30:00", Mark.DATE),
    "C3": ("08:30:00", Mark.DATE),
    "D3": ("36:00:00", Mark.DATE),
    "A4": ("true", Mark.TRUTH),
    "B4": ("false", Mark.TRUTH),
    "A5": ("#N/A", Mark.ERROR),
    "B5": ("#DIV/0!", Mark.ERROR),
    "C5": ("#NAME?", Mark.ERROR),
    "A6": ("3", Mark.NUMBER),
    "B6": "ab",
    "D6": ("false", Mark.TRUTH),
    "E6": ("2026-12-02", Mark.DATE),
    "A7": "Köln 1",
    "A9": "in einer versteckten Zeile",
    "A10": "in einer flachen Zeile",
    "L10": "in einer versteckten Spalte",
}


@pytest.fixture(scope="module")
def ods_file(office: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    original = tmp_path_factory.mktemp("original") / "everything.xlsx"
    _write_everything(original)
    return office(original, "ods")


@pytest.fixture(scope="module")
def ods(ods_file: Path) -> Book:
    return read_ods(open_archive(ods_file.read_bytes(), LIMITS), LIMITS)


@pytest.fixture(scope="module")
def xls(office: Callable[[Path, str], Path], ods_file: Path) -> Book:
    """Saved from the .ods, as somebody does who opens a file and sends it on."""
    return read_xls(office(ods_file, "xls").read_bytes(), LIMITS)


@pytest.fixture(params=["ods", "xls"])
def book(request: pytest.FixtureRequest) -> Book:
    """Everything, in each of the formats."""
    found: Book = request.getfixturevalue(request.param)
    assert found.format == request.param
    return found


def _write_everything(path: Path) -> None:
    with Workbook(path) as workbook:

        def written_as(code: str) -> object:
            return workbook.add_format({"num_format": code})

        sheet = workbook.add_worksheet("Größe")
        for column, text in enumerate(("Vorname", " Müller  x ", "Zeile 1\nZeile 2", "004711")):
            sheet.write_string(0, column, text)
        sheet.write_comment("A1", "Ein Kommentar gehört nicht in die Zelle.")
        numbers = (1067, "00000"), (493022123125, "General"), (0.1 + 0.2, "General"), (0.19, "0%"), (492214710, '"+"0')
        for column, (number, code) in enumerate((*numbers, (4.9e17, "General"), (1234567.5, "#,##0.00"))):
            sheet.write_number(1, column, number, written_as(code))
        sheet.write_datetime("A3", date(2026, 12, 1), written_as("dd.mm.yyyy"))
        sheet.write_datetime("B3", datetime(2026, 12, 1, 8, 30), written_as("dd.mm.yyyy hh:mm"))  # noqa: DTZ001  # a cell has no zone
        sheet.write_datetime("C3", time(8, 30), written_as("hh:mm"))
        sheet.write_number("D3", 1.5, written_as("[h]:mm:ss"))
        sheet.write_boolean("A4", True)  # noqa: FBT003  # the value itself
        sheet.write_boolean("B4", False)  # noqa: FBT003  # the value itself
        errors = ("A5", "=NA()", "#N/A"), ("B5", "=1/0", "#DIV/0!"), ("C5", "=FOO(1)", "#NAME?")
        results = ("A6", "=1+2", 3), ("B6", '="a"&"b"', "ab"), ("C6", '=""', ""), ("D6", "=1=2", False)
        for cell, formula, result in (*errors, *results):
            sheet.write_formula(cell, formula, None, result)
        sheet.write_formula("E6", "=A3+1", written_as("dd.mm.yyyy"), 46358)
        sheet.merge_range("A7:B8", "Köln 1")
        sheet.write_string("A9", "in einer versteckten Zeile")
        sheet.set_row(8, None, None, {"hidden": True})
        sheet.write_string("A10", "in einer flachen Zeile")
        sheet.set_row(9, 0)
        sheet.write_string("L10", "in einer versteckten Spalte")
        sheet.set_column("L:M", None, None, {"hidden": True})
        hidden = workbook.add_worksheet("Versteckt")
        hidden.write_string("A1", "x")
        hidden.hide()
        workbook.add_worksheet("Lang").write_column("A1", LONG)


def test_every_cell_is_shown_as_it_was_typed(book: Book) -> None:
    """Leading zeros, plus, umlauts, white space, days and times, truths, errors, formulas.

    The one exception is LibreOffice's: in .xls it writes 0 for a text that it has not calculated itself.
    """
    lost: dict[str, Shown] = {"B6": ("0", Mark.NUMBER)} if book.format == "xls" else {}
    assert shown(book.sheets[0]) == SHOWN | lost


def test_what_is_hidden_or_merged_is_told(book: Book) -> None:
    grid = book.sheets[0]
    assert hidden_rows(grid) == {9, 10}
    assert set(grid.hidden_columns) == {11, 12}
    assert merged(grid) == [(7, 0, 8, 1)]


def test_only_visible_worksheets_are_read(book: Book) -> None:
    assert [grid.sheet for grid in book.sheets] == ["Größe", "Lang"]
    assert (book.hidden_sheets, book.date_system, book.macros) == (("Versteckt",), 1900, False)


def test_many_long_texts_come_through_whole(book: Book) -> None:
    """In .xls they run over many records."""
    assert shown(book.sheets[1]) == {f"A{row}": text for row, text in enumerate(LONG, start=1)}


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_days_of_the_1904_system_are_the_same_days(
    office: Callable[[Path, str], Path], tmp_path: Path, kind: str
) -> None:
    original = tmp_path / "mac.xlsx"
    with Workbook(original, {"date_1904": True}) as workbook:
        sheet = workbook.add_worksheet("Mac")
        sheet.write_datetime("A1", date(2026, 12, 1), workbook.add_format({"num_format": "dd.mm.yyyy"}))
    content = office(original, kind).read_bytes()
    book = read_xls(content, LIMITS) if kind == "xls" else read_ods(open_archive(content, LIMITS), LIMITS)
    assert (book.date_system, shown(book.sheets[0])) == (1904, {"A1": ("2026-12-01", Mark.DATE)})
