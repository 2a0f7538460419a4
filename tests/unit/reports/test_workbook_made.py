"""What a new workbook cannot hold is said: in its summary, and in the row of a cell that was cut."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import person, someone, staff_sheet
from trunkload.intake.sheet import Sheet
from trunkload.reports.workbook.book_words import BOOK_WORDS
from trunkload.reports.workbook.made import made_marks, site_marks
from trunkload.reports.workbook.marks import CellMark, Marks, RowMark
from trunkload.reports.workbook.markup import LONGEST, typed, units_of
from trunkload.reports.workbook.new_book import LOOKS, Page, write_book
from trunkload.reports.workbook.result import Result, ResultRow, write_result
from trunkload.reports.workbook.written import write_marked
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAUGHTY = (
    *("=1+1", "+49 221 4710-12", "@x", "-1", "\t", "<img onerror=1>", "{{7*7}}", "]]>", "</t>", "_x000D_", "_x0041_"),
    *("a&b", "\u202e", "\x00", "\x1b", "\ud800", "\ufffe", "\U0001f600", "\r\n", "'", '"'),
)
PIECES = st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=8))
TEXTS = st.lists(PIECES, max_size=4).map("".join)


def marks(*rows: int) -> Marks:
    cells = tuple(CellMark(row, 2, Severity.BLOCKED, "Fix <it>") for row in rows)
    told = {row: RowMark("C2: Fix it", "To fix", Severity.BLOCKED) for row in rows}
    return Marks(cells, told, ("What to do", "Status"), "Summary", (("The file", "a.csv"), ("To fix", "1")))


def texts_in(content: bytes, sheet: int = 1) -> dict[str, str]:
    """The text of every cell by its address, as XML has it and with its escapes read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ET.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314 - our own
    cells = {cell.attrib["r"]: "".join(cell.itertext()) for cell in root.iter(f"{MAIN}c")}
    return {at: re.sub("_x([0-9A-Fa-f]{4})_", lambda one: chr(int(one[1], 16)), text) for at, text in cells.items()}


def readable(text: str) -> str:
    """What of a text XML can hold, on lines of one kind."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one in "\t\n" or is_shown(one))


def is_shown(one: str) -> bool:
    code = ord(one)
    return code >= 0x20 and not (
        0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code in {0xFFFE, 0xFFFF}
    )


@given(st.lists(TEXTS, min_size=4, max_size=4))
@settings(max_examples=40, deadline=None)
def test_whatever_is_written_is_text_and_nothing_is_a_formula(texts: list[str]) -> None:
    rows = [(1, [(at, text, LOOKS[None]) for at, text in enumerate(texts)])]
    content = write_book([Page("a", rows, dict.fromkeys(range(4), 9.0))], {})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert all(b"<f>" not in archive.read(name) and b"<f " not in archive.read(name) for name in archive.namelist())
    found = texts_in(content)
    assert [found[f"{letter}1"] for letter in "ABCD"] == [readable(text) for text in texts]


@given(TEXTS, TEXTS)
@settings(max_examples=20, deadline=None)
def test_nor_is_what_stands_beside_the_persons_own_cells(header: str, told: str) -> None:
    sheet = staff_sheet(person(mobile="+49 152 28817386", remark="=1+1"))
    content = write_result(sheet, Result((header, "Why"), {2: ResultRow((told, "=2"))}, "Summary", ((told,),)))
    found = texts_in(content)
    assert (found["D2"], found["F2"], found["H2"]) == ("+49 152 28817386", "=1+1", "=2")
    assert found.get("G2", "") == readable(told)
    assert texts_in(content, 2)["A1"] == readable(told)


def test_a_text_is_as_long_as_spreadsheet_programs_count_it() -> None:
    faces = "\U0001f600" * 20_000
    assert units_of(faces) == 40_000
    cut = typed(faces)
    assert units_of(cut) <= LONGEST
    assert cut.endswith("\U0001f600…")


@pytest.mark.parametrize("lang", Lang)
def test_a_cell_that_was_cut_is_named_in_its_row_and_counted(lang: Lang) -> None:
    sheet = staff_sheet(person(), someone("Ute", "Arndt", remark="ä" * 40_000))
    made = made_marks(sheet, marks(2, 3), lang)
    assert made.rows[2].to_do == "C2: Fix it"
    length = {Lang.DE: "40.000", Lang.EN: "40,000"}[lang]
    assert made.rows[3].to_do.splitlines()[1].startswith("F3: ")
    assert length in made.rows[3].to_do
    assert made.summary[-1] == (BOOK_WORDS[lang].to_know, BOOK_WORDS[lang].cut.one)
    assert texts_in(write_marked(sheet, made))["F3"] == "ä" * 32_766 + "…"


@pytest.mark.parametrize("lang", Lang)
def test_cells_that_lost_control_characters_are_counted(lang: Lang) -> None:
    sheet = staff_sheet(
        person(remark="a\x07b"), person(first_name="Ute\x85", remark="c\x0cd"), person(remark="e\r\nf\tg")
    )
    made = made_marks(sheet, marks(2), lang)
    assert made.summary[-1] == (BOOK_WORDS[lang].to_know, BOOK_WORDS[lang].cleaned.of(3, lang))
    written = texts_in(write_marked(sheet, made))
    assert (written["F2"], written["A3"], written["F4"]) == ("ab", "Ute", "e\nf\tg")


def test_only_the_rows_that_it_has_are_spoken_of() -> None:
    sheet = staff_sheet(person(), someone("Ute", "Arndt", remark="ä" * 40_000))
    made = made_marks(sheet, marks(2, 3), Lang.EN, only={2})
    assert made.summary[2:] == ((BOOK_WORDS[Lang.EN].to_know, BOOK_WORDS[Lang.EN].made),)


def test_above_a_size_it_says_why_it_is_a_new_one() -> None:
    made = made_marks(staff_sheet(person()), marks(2), Lang.DE, above=20_000)
    assert made.summary[-1][1].startswith("Die Liste hat mehr als 20.000 Zeilen.")


def test_a_sites_summary_keeps_the_file_and_counts_its_own_rows() -> None:
    whole = replace(marks(2), summary=(("The file", "a.csv"), ("To fix", "40"), ("Fix", "Row 9 and Bodo Brandt …")))
    assert site_marks(whole, "Köln", 3, Lang.EN).summary == (("The file", "a.csv"), ("Site", "Köln"), ("To fix", "3"))
    assert site_marks(whole, None, 1, Lang.EN).summary[1] == ("Site", "Without a site of the carrier’s")


def test_rows_alone_stand_below_the_header_and_name_their_cells_anew() -> None:
    sheet: Sheet = staff_sheet(person(), someone("Ute", "Arndt"), first_row=12)
    told = replace(marks(13), rows={13: RowMark("C13: Fix it\nA13: And it", "To fix", Severity.BLOCKED)})
    found = texts_in(write_marked(sheet, told, {13}))
    assert (found["A2"], found["F2"]) == ("Ute", "C2: Fix it\nA2: And it")


def test_a_sheet_without_a_header_gets_one_and_each_row_stands_a_line_lower() -> None:
    """So that what is made of it can be filled in and sent as it is."""
    sheet: Sheet = staff_sheet(person(), someone("Ute", "Arndt"), first_row=1)
    bare = replace(sheet, facts=replace(sheet.facts, header_row=0))
    told = replace(marks(2), rows={2: RowMark("C2: Fix it", "To fix", Severity.BLOCKED)})
    found = texts_in(write_marked(bare, told))
    assert (found["A1"], found["A3"], found["F1"], found["F3"]) == ("First name", "Ute", "What to do", "C3: Fix it")
    result = Result(("Result",), {2: ResultRow(("done",))}, "Summary", ())
    ended = texts_in(write_result(bare, result))
    assert (ended["A1"], ended["A3"], ended["F3"]) == ("Vorname", "Ute", "done")


def test_every_word_is_there_in_both_languages() -> None:
    german, english = BOOK_WORDS[Lang.DE], BOOK_WORDS[Lang.EN]
    assert [name for name in german.__slots__ if getattr(german, name) == getattr(english, name)] == []
