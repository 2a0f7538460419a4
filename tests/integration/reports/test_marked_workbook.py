"""The workbook that a person gets back: the own one, with marks on top and nothing else changed."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill

from tests.builders import TODAY, person, sample_account, someone, staff_sheet
from trunkload.intake.read import read_sheet
from trunkload.intake.refusal import Refused
from trunkload.intake.upload import open_upload, upload_of
from trunkload.reports.workbook.marks import Marks, at_corners, marks_of
from trunkload.reports.workbook.markup import CannotMarkError
from trunkload.reports.workbook.package import mark_workbook
from trunkload.reports.workbook.written import write_marked
from trunkload.validation.check import Checked, check_sheet
from trunkload.validation.correcting import corrected
from trunkload.validation.correction import Correction
from trunkload.validation.language import Lang
from trunkload.validation.rules import Policy, Rules

SAMPLES = Path(__file__).parents[3] / "sample-data"
TAKEN_AT = sample_account().taken_at
RED, YELLOW = "FFFFC7CE", "FFFFEB9C"
HEADER = ("Vorname", "Nachname", "E-Mail", "Mobil", "Standort")
JUERGEN = ("Jürgen", "Müller", "juergen.mueller@example.org", "0152 28817386", "Köln")
UTE = ("Ute", "Arndt", "ute.arndt@", "0152 28817387", "Köln")


def checked_of(content: bytes, name: str = "staff.xlsx") -> Checked:
    sheet = read_sheet(upload_of(name, content))
    return check_sheet(sheet, sample_account(), Rules(), TODAY, ())


def marks_in(checked: Checked, lang: Lang = Lang.EN) -> Marks:
    return marks_of(checked, lang, sample_account().taken_at)


def marked(content: bytes, lang: Lang = Lang.EN) -> bytes:
    checked = checked_of(content)
    return mark_workbook(content, checked.sheet, marks_in(checked, lang))


def opened(content: bytes) -> Any:  # noqa: ANN401 - openpyxl's own types do not say which sheet it is
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def small_book(*rows: tuple[str, ...]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Neu"
    for row in (HEADER, *rows):
        sheet.append(row)
    return book


def look_of(cell: Any) -> list[str]:  # noqa: ANN401 - the same
    """All of a cell's style but its fill."""
    return [repr(part) for part in (cell.font, cell.border, cell.alignment, cell.number_format, cell.protection)]


@cache
def sample() -> tuple[bytes, bytes]:
    content = (SAMPLES / "new-staff.xlsx").read_bytes()
    return content, marked(content)


def test_blocked_cells_are_red_and_warned_ones_yellow_each_with_sentence_and_suggestion() -> None:
    page = opened(sample()[1])["Neueinstellungen"]
    coloured = {
        cell.coordinate: cell.fill.fgColor.rgb for row in page.iter_rows(max_col=15) for cell in row if cell.comment
    }
    assert coloured == {
        "F10": RED,
        "E14": YELLOW,
        "M18": RED,
        "F21": YELLOW,
        "H25": YELLOW,
        "E26": RED,
        "F31": RED,
    }
    assert page["F10"].value == "O152 28817386"
    assert page["F10"].comment.text == (
        "Trunkload: “O152 28817386” has “O” at position 1; a telephone number has digits, blanks and + ( ) / - . "
        "Type the number alone, without letters or words. Suggestion: 0152 28817386"
    )


@pytest.mark.parametrize(
    ("lang", "headings", "status"),
    [(Lang.EN, ("What to do", "Status"), "To fix"), (Lang.DE, ("Was zu tun ist", "Status"), "Zu korrigieren")],
)
def test_two_columns_at_the_right_say_what_to_do(lang: Lang, headings: tuple[str, str], status: str) -> None:
    page = opened(marked(sample()[0], lang))["Neueinstellungen"]
    assert (page["P3"].value, page["Q3"].value) == headings
    assert page["Q10"].value == status
    assert page["Q10"].fill.fgColor.rgb == RED
    assert page["P10"].value.startswith("F10: ")
    assert page["P4"].value is None
    assert page.column_dimensions["P"].width == 60


@pytest.mark.parametrize("lang", Lang)
def test_the_summary_holds_the_receipt(lang: Lang) -> None:
    content = sample()[0]
    name = {Lang.EN: "Summary", Lang.DE: "Zusammenfassung"}[lang]
    lines = [row[:2] for row in opened(marked(content, lang))[name].iter_rows(values_only=True)]
    receipt = checked_of(content).receipt
    assert lines[0][1] == "staff.xlsx"
    assert [line[1] for line in lines[3:7]] == [
        str(count) for count in (receipt.to_fix, receipt.held_back, receipt.ready_with_warnings, receipt.ready)
    ]


def test_everything_else_of_the_workbook_stays() -> None:
    before, after = sample()
    old, new = parts_of(before), parts_of(after)
    changed = {name for name in old if old[name] != new[name]}
    added = set(new) - set(old)
    assert list(new)[: len(old)] == list(old)
    assert {name.rpartition("/")[2] for name in changed} <= {
        *("[Content_Types].xml", "workbook.xml", "workbook.xml.rels", "styles.xml", "sheet1.xml", "sheet1.xml.rels")
    }
    assert {name.rpartition("/")[2] for name in added} <= {
        *("comments1.xml", "vmlDrawing1.vml", "sheet2.xml", "sheet1.xml.rels")
    }
    was, now = opened(before).worksheets[0], opened(after).worksheets[0]
    for row in was.iter_rows():
        for cell in row:
            again = now[cell.coordinate]
            assert again.value == cell.value
            assert look_of(again) == look_of(cell)
    widths = {letter: (one.width, one.hidden) for letter, one in was.column_dimensions.items()}
    assert {
        letter: (now.column_dimensions[letter].width, now.column_dimensions[letter].hidden) for letter in widths
    } == (widths)
    assert now.freeze_panes == was.freeze_panes
    assert now.auto_filter.ref == was.auto_filter.ref


def test_the_same_upload_gives_the_same_bytes() -> None:
    content, first = sample()
    assert marked(content) == first


def test_no_formula_is_added_and_those_of_the_person_stay() -> None:
    book = small_book(JUERGEN, UTE)
    book.worksheets[0]["F2"] = "=1+1"
    book.create_sheet("Liste")["A1"] = "=Neu!A2"
    before = saved(book)
    after = marked(before)
    count = {name: (part.count(b"<f>"), part.count(b"<f ")) for name, part in parts_of(after).items()}
    assert sum(one for one, _ in count.values()) + sum(one for _, one in count.values()) == 2
    assert opened(after)["Neu"]["F2"].value == "=1+1"
    assert opened(after)["Liste"]["A1"].value == "=Neu!A2"
    assert opened(after)["Neu"]["G1"].value == "What to do"


def test_comments_and_conditional_formats_of_the_person_stay() -> None:
    book = small_book(JUERGEN, UTE)
    page = book.worksheets[0]
    page["C3"].comment = Comment("Ruft noch einmal an", "Lena Fischer")
    page["A2"].comment = Comment("neu", "Lena Fischer")
    page["C3"].font = Font(bold=True, color="FF0000FF")
    page["C2"].fill = PatternFill("solid", fgColor="FF00FF00")
    page.conditional_formatting.add("A1:A9", Rule("expression", formula=["1"]))
    page.auto_filter.ref = "A1:E3"
    after = opened(marked(saved(book)))["Neu"]
    assert after["A2"].comment.text == "neu"
    assert after["A2"].comment.author == "Lena Fischer"
    assert after["C3"].comment.text.startswith("Ruft noch einmal an\n\nTrunkload: ")
    assert (after["C3"].font.b, after["C3"].font.color.rgb, after["C3"].fill.fgColor.rgb) == (True, "FF0000FF", RED)
    assert after["C2"].fill.fgColor.rgb == "FF00FF00"
    assert [str(one.sqref) for one in after.conditional_formatting] == ["A1:A9"]
    assert after.auto_filter.ref == "A1:E3"


def test_a_cell_that_is_not_there_is_made_in_its_place() -> None:
    content = saved(small_book(JUERGEN, (*UTE[:2], *("", "", "Köln"))))
    page = opened(marked(content))["Neu"]
    made = [cell.coordinate for cell in page[3] if cell.comment]
    assert made
    assert [cell.value for cell in page[3]][:5] == ["Ute", "Arndt", None, None, "Köln"]
    assert all(page[one].fill.fgColor.rgb == RED for one in made)


def changed(book: openpyxl.Workbook, cell: str, after: str | None) -> bytes:
    """Marked, with one cell that a person changed since."""
    content, column = saved(book), cell.rstrip("0123456789")
    made = (Correction(int(cell.removeprefix(column)), column, "", after, "kim", TAKEN_AT),)
    read = read_sheet(upload_of("staff.xlsx", content))
    checked = check_sheet(corrected(read, made), sample_account(), Rules(), TODAY, ())
    return mark_workbook(content, checked.sheet, marks_of(checked, Lang.EN, TAKEN_AT, corrections=made))


def test_a_changed_cell_reads_as_changed_and_has_the_colour_that_it_deserves_now() -> None:
    book = changed(small_book(JUERGEN, UTE), "C3", "ute.arndt@example.org")
    sheet = opened(book).worksheets[0]
    assert (sheet["C3"].value, sheet["C3"].comment, sheet["C2"].value) == ("ute.arndt@example.org", None, JUERGEN[2])
    again = read_sheet(upload_of("again.xlsx", book))
    assert again.staff.loc[3, "email"] == "ute.arndt@example.org"
    worse = opened(changed(small_book(JUERGEN, UTE), "C2", "=1+1")).worksheets[0]["C2"]
    assert (worse.value, worse.data_type, worse.fill.fgColor.rgb) == ("=1+1", "s", RED)
    emptied = opened(changed(small_book(JUERGEN, UTE), "C3", None)).worksheets[0]["C3"]
    assert (emptied.value, emptied.fill.fgColor.rgb) == (None, RED)


def test_a_changed_formula_or_merged_cell_needs_a_new_workbook() -> None:
    calculated = small_book(JUERGEN, UTE)
    assert calculated.active is not None
    calculated.active["E3"] = '="Kö"&"ln"'
    merged = small_book(JUERGEN, UTE)
    assert merged.active is not None
    merged.active.merge_cells("E2:E3")
    for book in (calculated, merged):
        with pytest.raises(CannotMarkError):
            changed(book, "E3", "Berlin")


def test_columns_that_were_formatted_to_the_end_of_the_sheet_are_cut_for_ours() -> None:
    """Excel mends a workbook whose stretches of columns overlap."""
    book = small_book(JUERGEN, UTE)
    page = book.worksheets[0]
    page.column_dimensions.group("F", "XFD", hidden=True)
    after = opened(marked(saved(book)))["Neu"]
    part = parts_of(marked(saved(book)))["xl/worksheets/sheet1.xml"]
    assert part.count(b"<cols>") == 1
    assert after.column_dimensions["F"].width == 60
    assert not after.column_dimensions["F"].hidden
    assert after.column_dimensions["H"].hidden


def test_our_columns_stand_right_of_everything_even_of_a_merged_title() -> None:
    book = small_book(JUERGEN, UTE)
    page = book.worksheets[0]
    page.merge_cells("E3:H3")
    after = opened(marked(saved(book)))["Neu"]
    assert (after["I1"].value, after["J1"].value) == ("What to do", "Status")


def test_a_mark_inside_of_a_merged_area_stands_where_it_is_seen() -> None:
    book = small_book(JUERGEN, UTE, ("Bodo", "Brandt", "", "0152 28817388", "Köln"))
    page = book.worksheets[0]
    page.merge_cells("C3:C4")
    after = opened(marked(saved(book)))["Neu"]
    assert after["C3"].fill.fgColor.rgb == RED
    assert after["C3"].comment.text.startswith("Trunkload: No e-mail can be sent to “ute.arndt@”.")
    assert [cell.coordinate for cell in after[4] if cell.comment] == []
    assert after["G4"].value == "To fix"


def test_a_worksheet_with_our_summarys_name_keeps_it() -> None:
    book = small_book(JUERGEN, UTE)
    book.create_sheet("summary")["A1"] = "meine"
    after = opened(marked(saved(book)))
    assert after.sheetnames == ["Neu", "summary", "Summary (2)"]
    assert after["summary"]["A1"].value == "meine"


def test_hidden_sheets_and_rows_stay_hidden() -> None:
    book = small_book(JUERGEN, UTE)
    book.worksheets[0].row_dimensions[2].hidden = True
    book.create_sheet("Geheim").sheet_state = "veryHidden"
    after = opened(marked(saved(book)))
    assert after["Geheim"].sheet_state == "veryHidden"
    assert after["Neu"].row_dimensions[2].hidden
    assert after["Neu"]["G2"].value == "left out: hidden"


def test_a_marked_workbook_reads_like_the_first() -> None:
    content, after = sample()
    again, first = read_sheet(upload_of("a.xlsx", after)), read_sheet(upload_of("a.xlsx", content))
    assert again.staff.equals(first.staff)
    assert [(one.header, one.field) for one in again.columns[-2:]] == [("What to do", None), ("Status", None)]


def test_the_row_reads_on_where_the_xml_names_no_cell() -> None:
    """Some programs leave the references out; the cells are counted on."""
    book = small_book(JUERGEN, UTE)
    before = parts_of(saved(book))
    name = "xl/worksheets/sheet1.xml"
    for letter in "ABCDE":
        for row in "123":
            before[name] = before[name].replace(f' r="{letter}{row}"'.encode(), b"")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one, part in before.items():
            archive.writestr(one, part)
    page = opened(marked(out.getvalue()))["Neu"]
    assert page["C3"].value == "ute.arndt@"
    assert page["C3"].fill.fgColor.rgb == RED
    assert page["G3"].value == "To fix"


def test_a_workbook_of_the_strict_dialect_is_not_changed() -> None:
    before = parts_of(saved(small_book(JUERGEN, UTE)))
    name = "xl/worksheets/sheet1.xml"
    usual, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    before[name] = before[name].replace(usual, strict)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one, part in before.items():
            archive.writestr(one, part)
    with pytest.raises(CannotMarkError):
        marked(out.getvalue())


NAUGHTY = st.one_of(
    st.sampled_from(
        ["=1+1", "+49 221", "@x", "<img onerror=1>", "{{7*7}}", "]]>", "</t>", "_x0041_", "a&b", "\u202eb"]
    ),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12),
)


@given(st.lists(st.tuples(NAUGHTY, NAUGHTY), min_size=30, max_size=30))
@settings(max_examples=4, deadline=None)
def test_whatever_the_cells_hold_it_stays_text(naughty: list[tuple[str, str]]) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("Neu")
        people = [(first, "Arndt", "ute@example.org", mobile, "Köln") for first, mobile in naughty]
        for row, cells in enumerate((HEADER, JUERGEN, *people)):
            for column, cell in enumerate(cells):
                page.write_string(row, column, cell)
    content = out.getvalue()
    after = marked(content)
    assert all(b"<f>" not in part and b"<f " not in part for part in parts_of(after).values())
    was, now = opened(content)["Neu"], opened(after)["Neu"]
    assert [[cell.value for cell in row] for row in was] == [[cell.value for cell in row[:5]] for row in now]
    assert now["G1"].value == "Status"


WORKBOOKS = sorted(SAMPLES.rglob("*.xlsx"))


@pytest.mark.parametrize("path", WORKBOOKS, ids=[path.stem for path in WORKBOOKS])
def test_every_sample_workbook_that_can_be_read_is_marked(path: Path) -> None:
    upload = open_upload(path)
    try:
        checked = checked_of(upload.content)
    except Refused:
        assert path.parent.name == "bad"
        return
    marks = marks_in(checked)
    page = opened(mark_workbook(upload.content, checked.sheet, marks))[checked.sheet.facts.sheet]
    found = {(cell.row, cell.column - 1) for row in page.iter_rows() for cell in row if cell.comment}
    areas = [(one.min_row, one.min_col - 1, one.max_row, one.max_col - 1) for one in page.merged_cells.ranges]
    assert found == {(one.row, one.column) for one in at_corners(marks.cells, areas)}
    statuses = [cell.value for row in page.iter_rows() for cell in row if cell.value == "To fix"]
    assert len(statuses) == checked.receipt.to_fix


def test_a_list_that_is_no_workbook_gets_one_with_every_cell_at_its_address() -> None:
    sheet = staff_sheet(person(), someone("Ute", "Arndt", email="ute.arndt@", mobile="=1+1"), first_row=4)
    checked = check_sheet(sheet, sample_account(), Rules(), TODAY, ())
    content = write_marked(sheet, marks_in(checked))
    page = opened(content).worksheets[0]
    assert page["C3"].value == "Email"
    assert page["C5"].value == "ute.arndt@"
    assert page["C5"].fill.fgColor.rgb == RED
    assert page["D5"].value == "=1+1"
    assert page["D5"].data_type == "s"
    assert page["G5"].value == "To fix"
    assert all(b"<f>" not in part for part in parts_of(content).values())
    assert write_marked(sheet, marks_in(checked)) == content


def test_what_is_to_be_fixed_stands_alone_and_can_be_sent() -> None:
    checked = checked_of(sample()[0])
    content = write_marked(checked.sheet, marks_in(checked), set(map(int, checked.blocked)))
    again = read_sheet(upload_of("to-fix.xlsx", content))
    first = checked.sheet.staff.loc[checked.blocked]
    assert again.staff.reset_index(drop=True).equals(first.reset_index(drop=True))
    assert opened(content).worksheets[0]["F2"].comment.text.startswith("Trunkload: “O152 28817386”")


def test_rows_that_wait_only_are_not_red() -> None:
    content = saved(small_book(JUERGEN, UTE))
    sheet = read_sheet(upload_of("staff.xlsx", content))
    rules = replace(Rules(), policy=Policy.ALL_OR_NOTHING)
    checked = check_sheet(sheet, sample_account(), rules, TODAY, ())
    page = opened(mark_workbook(content, sheet, marks_in(checked)))["Neu"]
    assert page["G2"].value == "Right, waiting for the others"
    assert page["G2"].fill.fill_type is None
    assert page["G3"].fill.fgColor.rgb == RED
