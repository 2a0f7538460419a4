"""A marked workbook that was corrected and is marked again has the new marks only, and the person's own look."""

import io
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from tests.integration.reports.test_marked_workbook import (
    JUERGEN,
    RED,
    UTE,
    YELLOW,
    checked_of,
    marked,
    marks_in,
    opened,
    sample,
    saved,
    small_book,
)
from trunkload.intake.read import read_sheet
from trunkload.intake.upload import upload_of
from trunkload.reports.workbook.written import write_marked
from trunkload.validation.language import Lang

OURS = ("What to do", "Status")


def corrected(content: bytes, sheet: str = "Neu", **cells: str | None) -> bytes:
    """As a program saves it that writes all of it anew."""
    book = opened(content)
    for at, text in cells.items():
        book[sheet][at] = text
    return saved(book)


def headings(page: Any) -> list[str]:  # noqa: ANN401 - openpyxl's own types do not say which sheet it is
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value in {*OURS, "Was zu tun ist"}]


def commented(page: Any) -> list[str]:  # noqa: ANN401 - the same
    return [cell.coordinate for row in page.iter_rows() for cell in row if cell.comment]


def fixed_by_openpyxl() -> Any:  # noqa: ANN401 - the same
    return opened(marked(corrected(sample()[1], "Neueinstellungen", F10="0152 28817386")))


def test_it_has_one_pair_of_columns_and_one_summary() -> None:
    book = fixed_by_openpyxl()
    assert book.sheetnames == ["Neueinstellungen", "Summary"]
    page = book["Neueinstellungen"]
    assert headings(page) == list(OURS)
    assert (page["P3"].value, page["Q3"].value) == OURS
    assert book["Summary"]["B4"].value == "3"


def test_a_cell_that_is_right_now_loses_our_colour_and_comment() -> None:
    page = fixed_by_openpyxl()["Neueinstellungen"]
    assert commented(page) == ["E14", "M18", "F21", "H25", "E26", "F31"]
    assert page["F10"].fill.fill_type is None
    assert (page["P10"].value, page["Q10"].value, page["Q10"].fill.fill_type) == (None, "Ready", None)
    assert page["M18"].fill.fgColor.rgb == RED
    assert page["M18"].comment.text.count("Trunkload: ") == 1


def test_marked_twice_without_a_change_it_looks_the_same() -> None:
    first, again = opened(sample()[1]), opened(marked(sample()[1]))
    for one, other in zip(first, again, strict=True):
        assert [[cell.value for cell in row] for row in one] == [[cell.value for cell in row] for row in other]
        looks = [[(c.fill.fgColor.rgb, c.comment and c.comment.text) for c in row] for row in one]
        assert looks == [[(c.fill.fgColor.rgb, c.comment and c.comment.text) for c in row] for row in other]


def test_the_persons_own_colour_and_comment_come_back() -> None:
    book = small_book(JUERGEN, UTE)
    page = book.worksheets[0]
    page["C3"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.5))
    page["C3"].comment = Comment("Ruft noch einmal an", "Lena Fischer")
    page["A2"].fill = PatternFill("solid", fgColor=RED)
    first = marked(saved(book))
    assert opened(first)["Neu"]["C3"].fill.fgColor.rgb == RED
    page = opened(marked(corrected(first, C3="ute.arndt@example.org")))["Neu"]
    assert (page["C3"].fill.fgColor.theme, page["C3"].fill.fgColor.tint) == (4, 0.5)
    assert (page["C3"].comment.text, page["C3"].comment.author) == ("Ruft noch einmal an", "Lena Fischer")
    assert page["A2"].fill.fgColor.rgb == RED
    assert commented(page) == ["C3"]


def test_another_colour_that_the_person_gave_the_cell_since_stays() -> None:
    book = opened(marked(saved(small_book(JUERGEN, UTE))))
    book["Neu"]["C3"].fill = PatternFill("solid", fgColor="FF00FF00")
    book["Neu"]["C3"] = "ute.arndt@example.org"
    assert opened(marked(saved(book)))["Neu"]["C3"].fill.fgColor.rgb == "FF00FF00"


def test_a_grave_cell_that_is_a_warning_now_is_yellow_and_keeps_what_was_below() -> None:
    book = small_book(JUERGEN, UTE)
    book.worksheets[0]["C3"].fill = PatternFill("solid", fgColor="FF00FF00")
    second = marked(corrected(marked(saved(book)), C3="info@example.org"))
    assert opened(second)["Neu"]["C3"].fill.fgColor.rgb == YELLOW
    third = opened(marked(corrected(second, C3="ute.arndt@example.org")))["Neu"]
    assert third["C3"].fill.fgColor.rgb == "FF00FF00"


def test_the_marks_follow_where_columns_and_rows_were_put_in() -> None:
    content = marked(saved(small_book(JUERGEN, UTE)))
    book = opened(content)
    page = book["Neu"]
    page.insert_rows(1)
    name = book.defined_names["Trunkload_marks"]
    name.attr_text = "'Neu'!$F$2:$G$2"
    again = opened(marked(saved(book)))["Neu"]
    assert (again["F2"].value, again["G2"].value) == OURS
    assert headings(again) == list(OURS)


def test_a_column_between_ours_does_not_leave_a_second_pair() -> None:
    book = opened(marked(saved(small_book(JUERGEN, UTE))))
    page = book["Neu"]
    page.insert_cols(7)
    page["G1"] = "Notiz"
    book.defined_names["Trunkload_marks"].attr_text = "'Neu'!$F$1:$H$1"
    again = opened(marked(saved(book)))["Neu"]
    assert headings(again) == list(OURS)
    assert (again["G1"].value, again["H1"].value, again["I1"].value) == ("Notiz", *OURS)


def test_in_another_language_the_old_marks_go_all_the_same() -> None:
    book = opened(marked(sample()[1], Lang.DE))
    assert headings(book["Neueinstellungen"]) == ["Was zu tun ist", "Status"]
    assert len(book.sheetnames) == 2
    assert book.worksheets[1]["A1"].value == "Die Datei"


def test_a_summary_that_was_renamed_is_written_anew_and_one_that_was_deleted_comes_back() -> None:
    book = opened(marked(saved(small_book(JUERGEN, UTE))))
    book["Summary"].title = "Prüfung"
    book.defined_names["Trunkload_summary"].attr_text = "Prüfung!$A$1:$A$1"
    assert opened(marked(saved(book))).sheetnames == ["Neu", "Prüfung"]
    del book["Prüfung"]
    book.defined_names["Trunkload_summary"].attr_text = "#REF!"
    assert opened(marked(saved(book))).sheetnames == ["Neu", "Summary"]


def test_columns_of_a_person_that_are_called_like_ours_stay() -> None:
    book = small_book(JUERGEN, UTE)
    for at, text in (("F1", "What to do"), ("G1", "Status"), ("F2", "anrufen"), ("G2", "offen")):
        book.worksheets[0][at] = text
    page = opened(marked(saved(book)))["Neu"]
    assert (page["F2"].value, page["G2"].value) == ("anrufen", "offen")
    assert (page["H1"].value, page["I1"].value) == OURS


def test_a_workbook_that_we_made_is_known_again_too() -> None:
    checked = checked_of(sample()[0])
    for rows in (None, set(map(int, checked.blocked))):
        made = write_marked(checked.sheet, marks_in(checked), rows)
        again = opened(marked(made))
        assert len(again.sheetnames) == 2
        assert headings(again.worksheets[0]) == list(OURS)
        cells = [again.worksheets[0][one].comment.text for one in commented(again.worksheets[0])]
        assert all(text.count("Trunkload: ") == 1 for text in cells)


def test_what_we_wrote_is_never_read_as_data() -> None:
    content, first = sample()
    again = read_sheet(upload_of("a.xlsx", first))
    before = read_sheet(upload_of("a.xlsx", content))
    assert again.staff.equals(before.staff)
    assert again.skipped == before.skipped
    assert again.facts.fingerprint == before.facts.fingerprint
    assert [(one.header, one.field, one.how) for one in again.columns[-2:]] == [(text, None, "marks") for text in OURS]


def test_a_row_that_holds_nothing_but_our_status_is_blank() -> None:
    content = marked(saved(small_book(JUERGEN, UTE, ("", "", "", "", ""), ("Summe", "", "", "", ""))))
    sheet = read_sheet(upload_of("a.xlsx", corrected(content, A3=None, B3=None, C3=None, D3=None, E3=None)))
    assert (list(sheet.staff.index), sheet.skipped.blank, sheet.skipped.footer) == ([2], (3, 4), (5,))


def test_the_summary_is_no_staff_sheet() -> None:
    """Not even where it is the only sheet with anything in it."""
    book = openpyxl.load_workbook(io.BytesIO(sample()[1]))
    del book["Neueinstellungen"]
    try:
        read_sheet(upload_of("a.xlsx", saved(book)))
    except Exception as refused:  # noqa: BLE001 - which one is asserted
        assert getattr(refused, "code", None) == "header_not_found"  # noqa: PT017 - the same
    else:
        raise AssertionError
