"""Real workbooks with what people and HR systems do to them."""

from datetime import datetime

import pytest
from xlsxwriter.workbook import Workbook

from tests.integration.intake.builders import damaged, read, staff_workbook, workbook
from trunkload.intake.limits import Limits
from trunkload.intake.raw import Mark
from trunkload.intake.read import read_raw
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Skipped

HEADER = ("Vorname", "Nachname", "Bemerkung")
UTE = ("Ute", "Arndt")


def refusal(content: bytes, sheet_name: str | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        read(content, sheet_name)
    return refused.value


def remark_of(content: bytes) -> object:
    return read(content).staff.loc[2, "remark"]


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADER, (*UTE, "a"), ("Bodo", "Brandt", "b")]):
            sheet.write_row(place, 0, row)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})

    sheet = read(workbook(write))
    assert list(sheet.staff.index) == [3]
    assert sheet.skipped == Skipped(hidden=(2,))
    assert bool(sheet.staff["remark"].isna().all())
    assert [(column.header, column.field, column.how) for column in sheet.columns][2] == ("Bemerkung", None, "hidden")


def test_a_hidden_sheet_is_not_read() -> None:
    def write(book: Workbook) -> None:
        book.add_worksheet("Deckblatt").write(0, 0, "Vertraulich")
        old = book.add_worksheet("alt")
        old.write_row(0, 0, HEADER)
        old.write_row(1, 0, UTE)
        old.hide()

    refused = refusal(workbook(write))
    assert refused.code is RefusalCode.HEADER_NOT_FOUND
    assert refused.params == {"looked_at": "50", "sheets": "Deckblatt", "what": "beside_hidden", "hidden": "alt"}


def test_people_in_a_hidden_sheet_beside_a_blank_one_are_told() -> None:
    def write(book: Workbook) -> None:
        book.add_worksheet("leer")
        old = book.add_worksheet("alt")
        old.write_row(0, 0, HEADER)
        old.hide()

    refused = refusal(workbook(write))
    assert (refused.code, refused.params) == (RefusalCode.HEADER_NOT_FOUND, {"what": "hidden_sheets", "sheets": "alt"})


def test_a_header_in_a_hidden_row_is_told_with_its_row() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, UTE)
        sheet.set_row(0, None, None, {"hidden": True})

    refused = refusal(workbook(write))
    assert (refused.code, refused.row, refused.params["what"]) == (RefusalCode.HEADER_NOT_FOUND, 1, "hidden_row")


def test_a_workbook_of_nothing_but_hidden_sheets_says_so() -> None:
    """A chart sheet is shown, and is none of them."""

    def write(book: Workbook) -> None:
        book.add_worksheet("alt").hide()
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=alt!$A$1:$A$3"})
        book.add_chartsheet("Bild").set_chart(chart)
        book.get_worksheet_by_name("Bild").activate()

    refused = refusal(workbook(write))
    assert (refused.code, refused.params) == (
        RefusalCode.HEADER_NOT_FOUND,
        {"what": "hidden_sheets", "sheets": "alt"},
    )


def two_sheets(book: Workbook) -> None:
    for name, header in (("Kurz", HEADER[:2]), ("Lang", HEADER), ("Leer", (*HEADER, "Ort"))):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, header)
        if name != "Leer":
            sheet.write_row(1, 0, UTE)


def test_of_several_sheets_with_people_none_is_taken_and_the_person_is_asked() -> None:
    """A sheet with a header and nobody below it is no candidate."""
    refused = refusal(workbook(two_sheets))
    assert refused.code is RefusalCode.DUPLICATE_HEADER
    assert refused.params == {"what": "sheets", "sheets": "Kurz, Lang", "count": "2", "first": "Kurz"}


def test_the_sheet_that_is_asked_for_is_read() -> None:
    assert read(workbook(two_sheets), "Kurz").facts.sheet == "Kurz"
    assert refusal(workbook(two_sheets), "Leer").code is RefusalCode.NO_ROWS


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    refused = refusal(workbook(two_sheets), "Mai")
    assert refused.code is RefusalCode.HEADER_NOT_FOUND
    assert refused.params == {"what": "no_sheet", "sheets": "Kurz, Lang, Leer", "sheet": "Mai"}


def test_the_only_sheet_with_people_is_read_wherever_it_stands() -> None:
    def write(book: Workbook) -> None:
        book.add_worksheet("Hinweise").write(0, 0, "Bitte beachten")
        for name, rows in (("Vorlage", [HEADER]), ("Februar", [HEADER, UTE])):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)

    assert read(workbook(write)).facts.sheet == "Februar"


def test_a_table_that_begins_further_in_keeps_its_row_numbers_and_letters() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(9, 27, HEADER)
        sheet.write_row(11, 27, UTE)

    sheet = read(workbook(write))
    assert sheet.facts.header_row == 10
    assert list(sheet.staff.index) == [12]
    assert sheet.skipped.blank == (11,)
    assert [column.letter for column in sheet.columns] == ["AB", "AC", "AD"]


def test_a_whole_number_has_no_point_and_is_known_as_a_number() -> None:
    sheet = read(staff_workbook(("Vorname", "Nachname", "Mobil"), (*UTE, 4915228817386), ("Bodo", "Brandt", "0152")))
    assert list(sheet.staff["mobile"]) == ["4915228817386", "0152"]
    assert list(sheet.marked(Mark.NUMBER, "mobile")) == [2]


def test_a_number_that_is_shown_with_leading_zeros_keeps_them() -> None:
    """A postal code is often a number that only its format makes look like one."""

    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Vorname", "Nachname", "PLZ", "Personalnummer"))
        sheet.write_row(1, 0, UTE)
        sheet.write_number(1, 2, 1067, book.add_format({"num_format": "00000"}))
        sheet.write_number(1, 3, 4711, book.add_format({"num_format": "0"}))

    sheet = read(workbook(write))
    assert sheet.staff.loc[2, "postal_code"] == "01067"
    assert sheet.staff.loc[2, "employee_id"] == "4711"
    assert list(sheet.marked(Mark.NUMBER, "postal_code")) == [2]
    assert list(sheet.marked(Mark.NUMBER, "employee_id")) == [2]


def test_a_date_is_iso_text_and_no_number() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Vorname", "Nachname", "Eintrittsdatum"))
        sheet.write_row(1, 0, UTE)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_datetime(1, 2, datetime(2026, 12, 1), day)  # noqa: DTZ001  # a cell has no zone

    sheet = read(workbook(write))
    assert sheet.staff.loc[2, "start_date"] == "2026-12-01"
    assert Mark.NUMBER not in sheet.marks


def test_true_and_an_error_value_stay_what_they_are() -> None:
    assert remark_of(staff_workbook(HEADER, (*UTE, True))) == "true"

    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, UTE)
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")

    assert remark_of(workbook(write)) == "#N/A"


def test_a_formula_is_read_as_its_result() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, UTE)
        sheet.write_formula(1, 2, '="a"&"b"', None, "ab")

    assert remark_of(workbook(write)) == "ab"


def test_formats_far_out_do_no_harm() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, UTE)
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    sheet = read(workbook(write))
    assert list(sheet.staff.index) == [2]
    assert sheet.skipped == Skipped()
    assert len(sheet.columns) == 3


def test_a_value_merged_down_counts_for_every_person_beside_it() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for place, row in enumerate([(*HEADER, "Ort"), (*UTE, "a"), ("Bodo", "Brandt", "b"), ("Carl", "Conrad", "c")]):
            sheet.write_row(place, 0, row)
        sheet.merge_range("D2:D3", "Köln")
        sheet.merge_range("C5:C9", "nichts darunter")

    sheet = read(workbook(write))
    assert sheet.staff["city"].fillna("").tolist() == ["Köln", "Köln", ""]
    assert list(sheet.marked(Mark.MERGED, "city")) == [3]
    assert list(sheet.staff.index) == [2, 3, 4]


def test_a_value_merged_over_two_columns_of_a_person_is_marked() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, (*HEADER, "Ort"))
        sheet.write_row(1, 0, UTE)
        sheet.merge_range("A3:B3", "Bodo Brandt")
        sheet.write(2, 3, "Köln")

    sheet = read(workbook(write))
    assert list(sheet.marked(Mark.MERGED_ACROSS, "first_name")) == [3]
    assert sheet.staff.loc[3, "first_name"] == "Bodo Brandt"


def test_a_title_merged_over_the_table_amid_the_people_is_nobody() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADER, UTE, (), ("Bodo", "Brandt")]):
            sheet.write_row(place, 0, row)
        sheet.merge_range("A3:C3", "Niederlassung Köln")

    sheet = read(workbook(write))
    assert sheet.skipped == Skipped(footer=(3,))
    assert list(sheet.staff.index) == [2, 4]


def test_a_dimension_that_lies_does_no_harm() -> None:
    content = damaged(
        staff_workbook(HEADER, UTE),
        lambda xml: xml.replace(b'<dimension ref="A1:C2"/>', b'<dimension ref="A1:XFD1048576"/>'),
    )
    assert list(read(content).staff.index) == [2]


def test_a_value_in_the_last_cell_of_the_sheet_is_refused_before_it_is_laid_out() -> None:
    content = damaged(
        staff_workbook(HEADER, UTE),
        lambda xml: xml.replace(b'r="B2"', b'r="XFD1048576"').replace(b'r="2"', b'r="1048576"'),
    )
    assert refusal(content).code in (RefusalCode.TOO_MANY_ROWS, RefusalCode.TOO_MANY_COLUMNS)


def test_a_cell_longer_than_excel_allows_is_told_with_its_place() -> None:
    refused = refusal(
        damaged(
            staff_workbook(HEADER, (*UTE, "lang")),
            lambda xml: xml.replace(b"<t>lang</t>", b"<t>" + b"lang" * 10_000 + b"</t>"),
            "xl/sharedStrings.xml",
        )
    )
    assert (refused.code, refused.row, refused.column) == (RefusalCode.CELL_TOO_LONG, 2, "C")


def test_a_workbook_without_any_content_is_empty() -> None:
    assert refusal(staff_workbook()).code is RefusalCode.EMPTY_FILE


@pytest.mark.parametrize(
    ("part", "old", "new", "code"),
    [
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"", RefusalCode.UNREADABLE),
        ("xl/sharedStrings.xml", b"</sst>", b"", RefusalCode.UNREADABLE),
        ("xl/sharedStrings.xml", b"<sst", b"<!DOCTYPE sst><sst", RefusalCode.MALICIOUS_CONTENT),
        ("docProps/app.xml", b"<Properties", b"<!DOCTYPE p><Properties", RefusalCode.MALICIOUS_CONTENT),
        ("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>99999999999</v>", RefusalCode.UNREADABLE),
        ("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml", RefusalCode.CORRUPT_ARCHIVE),
    ],
)
def test_a_damaged_part_is_a_refusal_and_no_library_text(part: str, old: bytes, new: bytes, code: RefusalCode) -> None:
    refused = refusal(damaged(staff_workbook(HEADER, UTE), lambda body: body.replace(old, new), part))
    assert refused.code is code
    assert refused.__cause__ is None


def test_a_document_type_in_a_hidden_sheet_is_refused_too() -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, UTE)
        book.add_worksheet("versteckt").hide()

    content = damaged(
        workbook(write), lambda xml: xml.replace(b"<worksheet", b"<!DOCTYPE w><worksheet"), "xl/worksheets/sheet2.xml"
    )
    assert refusal(content).code is RefusalCode.MALICIOUS_CONTENT


def test_a_workbook_with_too_many_cells_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_raw(staff_workbook(HEADER, UTE), Limits(cells=5))
    assert refused.value.code is RefusalCode.TOO_LARGE
    assert refused.value.params == {"what": "cells", "size": "6", "limit": "5", "sheet": "Mitarbeiter"}
