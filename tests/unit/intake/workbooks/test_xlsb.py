"""Binary workbooks: every kind of record that shows a person something."""

import struct
from collections.abc import Mapping

import pytest

from tests.unit.intake.workbooks.views import hidden_rows, merged, shown
from tests.unit.intake.workbooks.xlsb_builder import (
    HIDDEN,
    VERY_HIDDEN,
    Sheet,
    cell,
    parts_of,
    read,
    read_parts,
    record,
    relations,
    row,
    shared_texts,
    short_cell,
    styles,
    text,
)
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.grid import Mark

REAL, WHOLE = struct.Struct("<d"), struct.Struct("<I")
RK, ERROR, BOOL, NUMBER, TEXT, SHARED = range(2, 8)
FORMULA_TEXT, FORMULA_NUMBER, FORMULA_BOOL, FORMULA_ERROR = range(8, 12)


def refused(parts: Mapping[str, bytes], limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as caught:
        read_parts(parts, limits)
    return caught.value


def one_sheet(records: bytes) -> dict[str, bytes]:
    return parts_of([Sheet("Mitarbeiter", records)])


def test_cells_of_every_kind_are_shown() -> None:
    records = (
        row(0)
        + cell(SHARED, 0, WHOLE.pack(1))
        + cell(TEXT, 1, text(" Müller\n"))
        + cell(62, 2, b"\1" + text("rich") + bytes(8))
        + cell(1, 3, b"")
        + row(4)
        + cell(RK, 0, WHOLE.pack(4711 << 2 | 2))
        + cell(NUMBER, 1, REAL.pack(0.1 + 0.2))
        + cell(BOOL, 2, b"\1")
        + cell(ERROR, 3, b"\x2a")
    )
    assert shown(read(records, sharedStrings=shared_texts("a", "Köln")).sheets[0]) == {
        "A1": "Köln",
        "B1": " Müller\n",
        "C1": "rich",
        "A5": ("4711", Mark.NUMBER),
        "B5": ("0.3", Mark.NUMBER),
        "C5": ("true", Mark.TRUTH),
        "D5": ("#N/A", Mark.ERROR),
    }


def test_formulas_show_what_came_out_of_them() -> None:
    rest = struct.pack("<HII", 0, 0, 0)
    records = (
        row(0)
        + cell(FORMULA_TEXT, 0, text("Müller") + rest)
        + cell(FORMULA_NUMBER, 1, REAL.pack(46357) + rest, 2)
        + cell(FORMULA_BOOL, 2, b"\0" + rest)
        + cell(FORMULA_ERROR, 3, b"\x07" + rest)
        + cell(FORMULA_TEXT, 4, text("") + rest)
    )
    assert shown(read(records, styles=styles("00000", "dd/mm/yyyy")).sheets[0]) == {
        "A1": "Müller",
        "B1": ("2026-12-01", Mark.DATE),
        "C1": ("false", Mark.TRUTH),
        "D1": ("#DIV/0!", Mark.ERROR),
    }


def test_short_cells_stand_right_of_the_one_before() -> None:
    records = (
        row(0)
        + cell(TEXT, 1, text("x"))
        + short_cell(12, b"")
        + short_cell(13, WHOLE.pack(7 << 2 | 2))
        + short_cell(14, b"\x17")
        + short_cell(15, b"\1")
        + row(1)
        + short_cell(16, REAL.pack(1067), 1)
        + short_cell(17, text("y"))
        + short_cell(18, WHOLE.pack(0))
    )
    grid = read(records, sharedStrings=shared_texts("z"), styles=styles("00000")).sheets[0]
    assert shown(grid) == {
        "B1": "x",
        "D1": ("7", Mark.NUMBER),
        "E1": ("#REF!", Mark.ERROR),
        "F1": ("true", Mark.TRUTH),
        "A2": ("01067", Mark.NUMBER),
        "B2": "y",
        "C2": "z",
    }


def test_the_rest_of_a_cells_format_number_says_something_else() -> None:
    records = row(0) + cell(NUMBER, 0, REAL.pack(1067), 1 | 0x01000000)
    assert shown(read(records, styles=styles("00000")).sheets[0]) == {"A1": ("01067", Mark.NUMBER)}


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    sheet = Sheet("A", row(0) + cell(NUMBER, 0, REAL.pack(44895), 1))
    book = read_parts(parts_of([sheet], dates_1904=True, styles=styles("dd/mm/yyyy")))
    assert (book.date_system, shown(book.sheets[0])) == (1904, {"A1": ("2026-12-01", Mark.DATE)})


def test_hidden_rows_and_columns_and_merged_areas_are_told() -> None:
    def columns(first: int, last: int, width: int, options: int) -> bytes:
        return record(60, struct.pack("<IIIIH", first, last, width, 0, options))

    records = columns(0, 0, 99, 0) + columns(1, 2, 99, 1) + columns(4, 4, 0, 0) + columns(250, 0xFFFFFFFF, 9, 1)
    records += row(0) + row(1, options=0x10) + row(2, height=0) + row(3, options=0x27)
    grid = read(records + record(176, struct.pack("<IIII", 5, 6, 0, 1))).sheets[0]
    assert hidden_rows(grid) == {2, 3}
    assert set(grid.hidden_columns) == {1, 2, 4, *range(250, 256)}
    assert merged(grid) == [(6, 0, 7, 1)]


def test_only_visible_worksheets_are_read() -> None:
    def one(value: str) -> bytes:
        return row(0) + cell(TEXT, 0, text(value))

    book = read_parts(
        parts_of(
            [
                Sheet("Größe", one("x")),
                Sheet("Diagramm", one("d"), kind="chartsheet"),
                Sheet("Versteckt", one("v"), state=HIDDEN),
                Sheet("Sehr", one("s"), state=VERY_HIDDEN),
                Sheet("Zweites", one("y")),
            ]
        )
        | {"xl/vbaProject.bin": b"x"}
    )
    assert [(grid.sheet, shown(grid)) for grid in book.sheets] == [("Größe", {"A1": "x"}), ("Zweites", {"A1": "y"})]
    assert (book.format, book.hidden_sheets, book.macros) == ("xlsb", ("Versteckt", "Sehr"), True)


def test_the_workbook_is_found_where_the_archive_says() -> None:
    parts = one_sheet(row(0) + cell(TEXT, 0, text("x")))
    moved = {name.replace("xl/", "Other/"): body for name, body in parts.items()}
    moved["_rels/.rels"] = relations(
        {"a": ("extended-properties", "x.xml"), "b": ("officeDocument", "/Other/workbook.bin")}
    )
    assert shown(read_parts(moved).sheets[0]) == {"A1": "x"}


def test_a_record_longer_than_a_piece_is_read() -> None:
    assert shown(read(row(0) + cell(TEXT, 0, text("x" * 30_000) + bytes(150_000))).sheets[0]) == {"A1": "x" * 30_000}


def test_records_of_later_versions_are_passed_over() -> None:
    later = record(35, bytes(4)) + cell(TEXT, 0, text("neuer")) + record(36)
    assert shown(read(row(0) + cell(TEXT, 0, text("x")) + later + record(130)).sheets[0]) == {"A1": "x"}


@pytest.mark.parametrize(
    "records",
    [
        cell(TEXT, 0, text("in no row")),
        row(1) + row(0),
        row(0) + row(0),
        row(0) + cell(TEXT, 1, text("x")) + cell(TEXT, 0, text("x")),
        row(0) + cell(TEXT, 0, struct.pack("<I", 0x7FFFFFFF)),
        row(0) + cell(SHARED, 0, WHOLE.pack(9)),
        row(0) + cell(NUMBER, 0, b"\0"),
        row(0) + cell(ERROR, 0, b"\x63"),
        row(0) + record(TEXT, b"\0"),
        record(0, b"\0"),
        record(60, b"\0"),
        record(176, b"\0"),
        b"\x07\xff\xff\xff\x7f",
    ],
)
def test_a_record_that_is_shorter_or_other_than_it_says_is_refused(records: bytes) -> None:
    found = refused(one_sheet(records))
    assert (found.code, found.params) == (RefusalCode.UNREADABLE, {"what": "workbook"})


@pytest.mark.parametrize("end", [b"\x87", b"\x07", b"\x07\x85", b"\x07\x05abc"])
def test_a_part_that_ends_within_a_record_is_refused(end: bytes) -> None:
    assert refused(one_sheet(row(0) + end)).code == RefusalCode.CORRUPT_ARCHIVE


def test_a_cell_whose_format_is_not_there_is_refused() -> None:
    parts = parts_of([Sheet("A", row(0) + cell(NUMBER, 0, REAL.pack(1), 9))], styles=styles("0"))
    assert refused(parts).code == RefusalCode.UNREADABLE


def test_a_format_longer_than_excel_takes_is_refused() -> None:
    assert refused(parts_of([Sheet("A")], styles=styles("0" * 256))).code == RefusalCode.UNREADABLE


@pytest.mark.parametrize("part", ["xl/_rels/workbook.bin.rels", "xl/sheets/sheet1.bin"])
def test_a_part_that_is_not_there_is_refused(part: str) -> None:
    parts = one_sheet(b"")
    del parts[part]
    assert refused(parts).code == RefusalCode.CORRUPT_ARCHIVE


def test_a_sheet_without_a_relation_is_refused() -> None:
    parts = one_sheet(b"") | {"xl/_rels/workbook.bin.rels": relations({})}
    assert refused(parts).code == RefusalCode.CORRUPT_ARCHIVE


def test_two_sheets_of_one_part_are_refused() -> None:
    targets = relations(dict.fromkeys(("rId1", "rId2"), ("worksheet", "sheets/sheet1.bin")))
    parts = parts_of([Sheet("A"), Sheet("B")]) | {"xl/_rels/workbook.bin.rels": targets}
    assert refused(parts).code == RefusalCode.UNREADABLE


@pytest.mark.parametrize("ones", [{}, {"rId1": ("officeDocument", "xl/elsewhere.bin")}])
def test_an_archive_that_names_no_document_is_no_spreadsheet(ones: dict[str, tuple[str, str]]) -> None:
    assert refused(one_sheet(b"") | {"_rels/.rels": relations(ones)}).code == RefusalCode.NOT_A_SPREADSHEET


def test_areas_and_hidden_rows_beyond_the_limits_are_left_out() -> None:
    areas = [(0, 0xFFFFFFFF, 0, 0xFFFFFFFF), (0xFFFFFFF0, 0xFFFFFFFF, 0, 1)]
    records = row(0xFFFFFFF0, options=0x10) + b"".join(record(176, struct.pack("<IIII", *area)) for area in areas)
    sheet = read(records).sheets[0]
    assert (hidden_rows(sheet), merged(sheet)) == (set(), [(1, 0, 1_000_000, 255)])


def test_more_cells_than_we_take_are_refused_all_sheets_together() -> None:
    records = row(0) + cell(TEXT, 0, text("x")) + cell(TEXT, 1, text("x"))
    found = refused(parts_of([Sheet("A", records), Sheet("B", records)]), Limits(cells=3))
    assert (found.code, found.params["sheet"]) == (RefusalCode.TOO_LARGE, "B")


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=4), RefusalCode.TOO_MANY_ROWS),
        (Limits(columns=2), RefusalCode.TOO_MANY_COLUMNS),
        (Limits(cell_characters=2), RefusalCode.CELL_TOO_LONG),
    ],
)
def test_other_limits_count_too(limits: Limits, code: RefusalCode) -> None:
    assert refused(one_sheet(row(4) + cell(TEXT, 2, text("drei"))), limits).code == code


def test_a_row_that_no_spreadsheet_has_is_refused() -> None:
    records = row(0xFFFFFFFE) + cell(ERROR, 0, b"\x2a")
    assert refused(one_sheet(records)).code == RefusalCode.TOO_MANY_ROWS
