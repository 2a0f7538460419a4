"""Old Excel workbooks: every kind of record that shows a person something."""

import struct

import pytest

from tests.unit.intake.workbooks.biff_builder import (
    CHART,
    EOF,
    HIDDEN,
    MACRO_SHEET,
    VERY_HIDDEN,
    Sheet,
    bof,
    cell,
    formats,
    formula,
    label,
    number,
    read,
    record,
    shared_texts,
    text,
    workbook_stream,
    xls,
)
from tests.unit.intake.workbooks.compound_builder import compound_file
from tests.unit.intake.workbooks.views import hidden_rows, merged, rows_of, shown
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.grid import Mark
from trunkload.intake.workbooks.xls.workbook import read_xls

DATEMODE_1904 = record(0x22, struct.pack("<H", 1))


def refused(content: bytes, limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as caught:
        read_xls(content, limits)
    return caught.value


def shared(row: int, column: int, place: int) -> bytes:
    return cell(0xFD, row, column, struct.pack("<I", place))


def packed(row: int, column: int, value: int, cell_format: int = 0) -> bytes:
    return cell(0x27E, row, column, struct.pack("<I", value), cell_format)


def test_shared_texts_are_shown_where_they_are_used() -> None:
    records = shared(0, 0, 1) + shared(1, 2, 0) + shared(2, 0, 1)
    grid = read(records, shared_texts("Köln", " Müller\n")).sheets[0]
    assert shown(grid) == {"A1": " Müller\n", "C2": "Köln", "A3": " Müller\n"}


def test_texts_of_their_own_are_shown_rich_or_not() -> None:
    runs = struct.pack("<HHH", 1, 0, 5)
    records = label(0, 0, "Jürgen") + cell(0xD6, 0, 1, text("rich") + runs) + cell(0x204, 0, 2, text("schmal é"))
    assert shown(read(records).sheets[0]) == {"A1": "Jürgen", "B1": "rich", "C1": "schmal é"}


def test_control_characters_stay() -> None:
    assert shown(read(label(0, 0, "a\x00\x0b\tb")).sheets[0]) == {"A1": "a\x00\x0b\tb"}


@pytest.mark.parametrize(
    ("value", "is_shown"),
    [
        (4711 << 2 | 2, "4711"),
        (-3 << 2 & 0xFFFFFFFF | 2, "-3"),
        (123 << 2 | 3, "1.23"),
        (0x3FF80000, "1.5"),
        (0x40590001, "1"),
    ],
)
def test_packed_numbers_are_unpacked(value: int, is_shown: str) -> None:
    assert shown(read(packed(0, 0, value)).sheets[0]) == {"A1": (is_shown, Mark.NUMBER)}


def test_packed_numbers_in_a_row_stand_side_by_side() -> None:
    ones = b"".join(struct.pack("<HI", 0, value << 2 | 2) for value in (7, 8, 9))
    records = record(0xBD, struct.pack("<HH", 4, 1) + ones + struct.pack("<H", 3))
    expected = {"B5": ("7", Mark.NUMBER), "C5": ("8", Mark.NUMBER), "D5": ("9", Mark.NUMBER)}
    assert shown(read(records).sheets[0]) == expected


def test_numbers_are_shown_as_their_formats_show_them() -> None:
    records = number(0, 0, 1067, 1) + number(0, 1, 46357, 2) + number(0, 2, 46357.354166666664, 3) + number(0, 3, 0.19)
    grid = read(records, formats("00000", "dd/mm/yyyy", "yyyy-mm-dd hh:mm")).sheets[0]
    assert shown(grid) == {
        "A1": ("01067", Mark.NUMBER),
        "B1": ("2026-12-01", Mark.DATE),
        "C1": ("2026-12-01 08:30:00", Mark.DATE),
        "D1": ("0.19", Mark.NUMBER),
    }


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    book = read(number(0, 0, 44895, 1), DATEMODE_1904 + formats("dd/mm/yyyy"))
    assert (book.date_system, shown(book.sheets[0])) == (1904, {"A1": ("2026-12-01", Mark.DATE)})


def test_a_format_that_is_only_a_number_is_known() -> None:
    xf = record(0xE0, struct.pack("<HH16x", 0, 14))
    assert shown(read(number(0, 0, 46357), xf).sheets[0]) == {"A1": ("2026-12-01", Mark.DATE)}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (0x00, "#NULL!"),
        (0x07, "#DIV/0!"),
        (0x0F, "#VALUE!"),
        (0x17, "#REF!"),
        (0x1D, "#NAME?"),
        (0x24, "#NUM!"),
        (0x2A, "#N/A"),
    ],
)
def test_errors_are_shown_typed_or_calculated(code: int, error: str) -> None:
    records = cell(0x205, 0, 0, bytes([code, 1])) + formula(0, 1, bytes([2, 0, code, 0, 0, 0, 255, 255]))
    assert shown(read(records).sheets[0]) == {"A1": (error, Mark.ERROR), "B1": (error, Mark.ERROR)}


def test_truths_are_shown_typed_or_calculated() -> None:
    records = cell(0x205, 0, 0, b"\1\0") + cell(0x205, 0, 1, b"\0\0") + formula(0, 2, b"\1\0\1\0\0\0\xff\xff")
    assert shown(read(records).sheets[0]) == {
        "A1": ("true", Mark.TRUTH),
        "B1": ("false", Mark.TRUTH),
        "C1": ("true", Mark.TRUTH),
    }


TEXT_FOLLOWS, NO_TEXT = b"\0\0\0\0\0\0\xff\xff", b"\3\0\0\0\0\0\xff\xff"


def test_formulas_show_what_came_out_of_them() -> None:
    shared_formula = record(0x4BC, bytes(10))
    records = (
        formula(0, 0, struct.pack("<d", 46357), cell_format=1)
        + formula(0, 1, TEXT_FOLLOWS)
        + shared_formula
        + record(0x207, text("Müller", wide=True))
        + formula(0, 2, NO_TEXT)
        + formula(0, 3, struct.pack("<d", 0))
    )
    assert shown(read(records, formats("dd/mm/yyyy")).sheets[0]) == {
        "A1": ("2026-12-01", Mark.DATE),
        "B1": "Müller",
        "D1": ("0", Mark.NUMBER),
    }


NO_RESULT = ("", Mark.NO_RESULT)


def test_a_formula_that_nobody_calculated_has_no_result() -> None:
    """Its writer puts a zero down and asks Excel to calculate."""
    records = formula(0, 0, bytes(8), options=2) + label(1, 0, "x") + formula(2, 0, bytes(8), options=3)
    assert shown(read(records).sheets[0]) == {"A1": NO_RESULT, "A2": "x", "A3": NO_RESULT}


def test_a_zero_among_other_results_is_one_whatever_its_writer_asks_for() -> None:
    records = formula(0, 0, bytes(8), options=2) + formula(1, 0, struct.pack("<d", 7), options=2)
    assert shown(read(records).sheets[0]) == {"A1": ("0", Mark.NUMBER), "A2": ("7", Mark.NUMBER)}


def test_a_text_that_is_announced_and_never_comes_is_no_result() -> None:
    records = formula(1, 0, TEXT_FOLLOWS) + label(2, 0, "x") + formula(3, 0, TEXT_FOLLOWS)
    assert shown(read(records).sheets[0]) == {"A2": NO_RESULT, "A3": "x", "A4": NO_RESULT}


def test_hidden_rows_and_columns_are_told() -> None:
    def row(place: int, height: int, options: int) -> bytes:
        return record(0x208, struct.pack("<HHHHHHI", place, 0, 1, height, 0, 0, options))

    def columns(first: int, last: int, width: int, options: int) -> bytes:
        return record(0x7D, struct.pack("<HHHHHH", first, last, width, 0, options, 0))

    records = row(0, 255, 0) + row(1, 255, 0x20) + row(2, 0, 0) + columns(0, 0, 9, 0) + columns(1, 2, 9, 1)
    grid = read(records + columns(4, 4, 0, 0) + columns(250, 0xFFFF, 9, 1)).sheets[0]
    assert hidden_rows(grid) == {2, 3}
    assert set(grid.hidden_columns) == {1, 2, 4, *range(250, 256)}


def test_merged_areas_are_told() -> None:
    areas = struct.pack("<H4H4H", 2, 5, 6, 0, 1, 8, 8, 2, 3)
    assert merged(read(record(0xE5, areas)).sheets[0]) == [(6, 0, 7, 1), (9, 2, 9, 3)]


def test_only_visible_worksheets_are_read() -> None:
    sheets = [
        Sheet("Größe", label(0, 0, "x")),
        Sheet("Diagramm", kind=CHART),
        Sheet("Makros", kind=MACRO_SHEET),
        Sheet("Versteckt", state=HIDDEN),
        Sheet("Sehr versteckt", state=VERY_HIDDEN),
        Sheet("Zweites", label(1, 1, "y")),
    ]
    book = read_xls(compound_file({"Workbook": workbook_stream(sheets)}), LIMITS)
    assert [(grid.sheet, shown(grid)) for grid in book.sheets] == [("Größe", {"A1": "x"}), ("Zweites", {"B2": "y"})]
    assert book.hidden_sheets == ("Versteckt", "Sehr versteckt")
    assert (book.format, book.date_system, book.macros) == ("xls", 1900, False)


def test_a_chart_within_a_sheet_is_none_of_its_cells() -> None:
    records = label(0, 0, "x") + bof(0x20) + number(5, 5, 1.0) + bof(0x20) + EOF + EOF + label(1, 0, "y")
    assert shown(read(records).sheets[0]) == {"A1": "x", "A2": "y"}


def test_cells_may_come_in_any_order_and_the_last_word_counts() -> None:
    records = label(3, 1, "D") + number(3, 0, 1.0) + label(0, 0, "alt") + label(0, 0, "neu") + number(1, 1, 2.0)
    grid = read(records).sheets[0]
    assert shown(grid) == {"A1": "neu", "B2": ("2", Mark.NUMBER), "A4": ("1", Mark.NUMBER), "B4": "D"}
    assert [rows_of(grid, column) for column in (0, 1)] == [[1, 4], [2, 4]]


def test_macros_are_told() -> None:
    stream = workbook_stream([Sheet("A")])
    assert read_xls(compound_file({"Workbook": stream}, storages=("_VBA_PROJECT_CUR",)), LIMITS).macros


def test_a_workbook_with_a_password_is_refused() -> None:
    assert refused(xls(b"", record(0x2F, bytes(54)))).code == RefusalCode.PASSWORD_PROTECTED
    encrypted = compound_file({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})
    assert refused(encrypted).code == RefusalCode.PASSWORD_PROTECTED


@pytest.mark.parametrize(
    "content",
    [
        compound_file({"Book": workbook_stream([Sheet("A")], version=0x500)}),
        compound_file({"Workbook": workbook_stream([Sheet("A")], version=0x500)}),
        compound_file({"Workbook": record(0x409, struct.pack("<HH", 0, 0x10)) + EOF}),
    ],
)
def test_an_older_workbook_is_refused_as_too_old(content: bytes) -> None:
    found = refused(content)
    assert (found.code, found.params) == (RefusalCode.TOO_OLD_FORMAT, {"format": "xls"})


@pytest.mark.parametrize("stream", ["WordDocument", "__properties_version1.0", "PowerPoint Document"])
def test_another_document_is_no_spreadsheet(stream: str) -> None:
    assert refused(compound_file({stream: b"x"})).code == RefusalCode.NOT_A_SPREADSHEET


@pytest.mark.parametrize(
    "records",
    [
        shared(0, 0, 7),
        cell(0x204, 0, 0, struct.pack("<HB", 9, 0) + b"short"),
        cell(0xFD, 0, 0, b"\0\0"),
        cell(0x205, 0, 0, b"\x63\1"),
        record(0xBD, struct.pack("<HHHIH", 0, 0, 0, 2, 5)),
        record(0xBD, b"\0\0"),
        record(0xE5, struct.pack("<H4H", 2, 0, 0, 0, 0)),
        record(0x208, b"\0\0"),
        record(0x7D, b"\0\0"),
        formula(0, 0, b"\x09\0\0\0\0\0\xff\xff"),
    ],
)
def test_a_record_that_is_shorter_or_other_than_it_says_is_refused(records: bytes) -> None:
    found = refused(xls(records, shared_texts("a")))
    assert (found.code, found.params) == (RefusalCode.UNREADABLE, {"what": "workbook"})


def test_a_cell_whose_format_is_not_there_is_refused() -> None:
    assert refused(xls(number(0, 0, 1.0, 9), formats("0"))).code == RefusalCode.UNREADABLE


def test_a_format_longer_than_excel_takes_is_refused() -> None:
    assert refused(xls(b"", formats("0" * 256))).code == RefusalCode.UNREADABLE


def test_a_sheet_without_an_end_is_refused() -> None:
    stream = workbook_stream([Sheet("A", label(0, 0, "x"))]).removesuffix(EOF)
    assert refused(compound_file({"Workbook": stream})).code == RefusalCode.CORRUPT_ARCHIVE


def test_sheets_that_lie_within_each_other_are_refused() -> None:
    start = bof(5)
    bounds = [struct.pack("<IBB", 0, 0, 0) + text("A", length="B")] * 3
    place = len(start) + sum(4 + len(bound) for bound in bounds) + len(EOF)
    bounds = [struct.pack("<I", place) + bound[4:] for bound in bounds]
    stream = start + b"".join(record(0x85, bound) for bound in bounds) + EOF + bof() + label(0, 0, "x" * 99) + EOF
    assert refused(compound_file({"Workbook": stream})).code == RefusalCode.UNREADABLE


def test_a_sheet_that_begins_elsewhere_is_refused() -> None:
    stream = bof(5) + record(0x85, struct.pack("<IBB", 4, 0, 0) + text("A", length="B")) + EOF
    assert refused(compound_file({"Workbook": stream})).code in {RefusalCode.UNREADABLE, RefusalCode.CORRUPT_ARCHIVE}


def test_more_cells_than_we_take_are_refused_all_sheets_together() -> None:
    sheets = [Sheet("A", label(0, 0, "x") + label(0, 1, "x")), Sheet("B", label(0, 0, "x") + label(0, 1, "x"))]
    found = refused(compound_file({"Workbook": workbook_stream(sheets)}), Limits(cells=3))
    assert found.code == RefusalCode.TOO_LARGE
    assert found.params == {"what": "cells", "size": "4", "limit": "3", "sheet": "B"}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=4), RefusalCode.TOO_MANY_ROWS),
        (Limits(columns=2), RefusalCode.TOO_MANY_COLUMNS),
        (Limits(cell_characters=2), RefusalCode.CELL_TOO_LONG),
    ],
)
def test_other_limits_count_too(limits: Limits, code: RefusalCode) -> None:
    assert refused(xls(label(4, 2, "drei")), limits).code == code
