"""Whatever text people type comes back as typed, through every kind of file."""

import csv
import io

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from xlsxwriter.workbook import Workbook

from tests.integration.intake.builders import read, workbook
from trunkload.intake.raw import BLANKS
from trunkload.intake.read import read_sheet
from trunkload.intake.sheet import Sheet
from trunkload.intake.upload import upload_of

HEADER = ("Vorname", "Nachname", "Bemerkung", "Abteilung")
FIELDS = ("first_name", "last_name", "remark", "department")
UNICODE = st.characters(exclude_categories=["Cs", "Cc"])
ASCII = st.sampled_from("".join(map(chr, range(32, 127))))
GERMAN = ASCII | st.sampled_from("äöüÄÖÜßéèñç")
SPECIAL = st.sampled_from(["\n", "\r\n", ";", ",", "\t", "|", '"', "'", "=", "+", "0"])


def tables(alphabet: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, ...]]]:
    """Rows of people: both names are there, the rest is anything."""
    text = st.lists(alphabet | SPECIAL, max_size=12).map("".join)
    name = text.filter(lambda typed: typed.strip(BLANKS) != "")
    return st.lists(st.tuples(name, name, text, text), min_size=1, max_size=6)


def as_text(rows: list[tuple[str, ...]], delimiter: str, end: str) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows([HEADER, *rows])
    return written.getvalue()


def cells_of(sheet: Sheet) -> list[tuple[str, ...]]:
    columns = [sheet.staff[field].fillna("").tolist() for field in FIELDS]
    return list(zip(*columns, strict=True))


def as_seen(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """What only looks empty is empty."""
    return [tuple(cell if cell.strip(BLANKS) else "" for cell in row) for row in rows]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@settings(max_examples=20, deadline=None)
@given(rows=tables(UNICODE), end=st.sampled_from(["\n", "\r\n"]))
def test_unicode_text_comes_back_from_csv(encoding: str, delimiter: str, rows: list[tuple[str, ...]], end: str) -> None:
    content = as_text(rows, delimiter, end).encode(encoding)
    sheet = read_sheet(upload_of("staff.csv", content))
    assert (sheet.facts.encoding, sheet.facts.delimiter) == (encoding, delimiter)
    assert cells_of(sheet) == as_seen(rows)
    assert list(sheet.staff.index) == list(range(2, len(rows) + 2))


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@settings(max_examples=20, deadline=None)
@given(rows=tables(GERMAN))
def test_german_text_comes_back_from_windows_1252(delimiter: str, rows: list[tuple[str, ...]]) -> None:
    content = as_text([*rows, ("Jörg", "Groß", "", "")], delimiter, "\r\n").encode("cp1252")
    sheet = read_sheet(upload_of("staff.csv", content))
    assert (sheet.facts.encoding, sheet.facts.delimiter) == ("windows-1252", delimiter)
    assert cells_of(sheet)[:-1] == as_seen(rows)


@settings(max_examples=40, deadline=None)
@given(rows=tables(UNICODE))
def test_text_comes_back_from_a_workbook(rows: list[tuple[str, ...]]) -> None:
    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for place, row in enumerate([HEADER, *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell)

    sheet = read(workbook(write))
    assert cells_of(sheet) == as_seen(rows)
    assert list(sheet.staff.index) == list(range(2, len(rows) + 2))
    assert sheet.marks == {}
