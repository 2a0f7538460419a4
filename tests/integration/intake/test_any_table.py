"""Any table of text comes back from a workbook cell by cell, whoever wrote it; numbers of rows and columns too."""

import io
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

import hypothesis.strategies as st
import openpyxl
import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import given, settings

from trunkload.intake.raw import BLANKS, Mark, RawTable, plain
from trunkload.intake.read import read_raw

Cells = Mapping[tuple[int, int], str]
"""Texts by row and column, both from 1."""

UNSEEN = frozenset(BLANKS)
TYPED = st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t\"'<>&_=+@;0")
ESCAPES = st.sampled_from(["_x000D_", "_x0041_", "_x_", "]]>", "&amp;", "<!--", "<![CDATA[", "  ", "NA", "1.0", "007"])
TEXTS = st.lists(TYPED | ESCAPES, min_size=1, max_size=8).map("".join)
PLACES = st.tuples(st.integers(1, 40), st.integers(1, 30))
TABLES = st.dictionaries(PLACES, TEXTS, min_size=1, max_size=30)


WRITTEN_OTHERWISE = re.compile(r"^=|_x[0-9A-Fa-f]{4}_")
"""openpyxl takes the first for a formula, and writes the second as it is, which then means a character."""


def by_xlsxwriter(cells: Cells, *, constant_memory: bool = False) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "constant_memory": constant_memory}) as book:
        sheet = book.add_worksheet("Tabelle")
        for (row, column), text in sorted(cells.items()):
            sheet.write_string(row - 1, column - 1, text)
    return made.getvalue()


def with_inline_texts(cells: Cells) -> bytes:
    return by_xlsxwriter(cells, constant_memory=True)


def by_openpyxl(cells: Cells) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for (row, column), text in cells.items():
        cell = sheet.cell(row, column)
        cell.value = text
        cell.data_type = "s"
    return saved(book)


def by_openpyxl_streamed(cells: Cells) -> bytes:
    """Its write-only mode writes whole rows."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Tabelle")
    last_row, last_column = max(row for row, _ in cells), max(column for _, column in cells)
    for row in range(1, last_row + 1):
        sheet.append([cells.get((row, column)) for column in range(1, last_column + 1)])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def cells_of(table: RawTable) -> dict[tuple[int, int], str]:
    columns: dict[int, pa.Array] = {place: plain(column) for place, column in table.columns.items()}
    return {
        (table.first_row + at, place + 1): text
        for place, column in columns.items()
        for at, text in enumerate(column.to_pylist())
        if text is not None
    }


def as_seen(cells: Cells) -> dict[tuple[int, int], str]:
    return {place: text for place, text in cells.items() if not UNSEEN.issuperset(text)}


def only_table(content: bytes) -> RawTable | None:
    """None where the workbook has nothing to be seen."""
    tables = read_raw(content).tables
    assert len(tables) == 1
    return tables[0]


@pytest.mark.parametrize("write", [by_xlsxwriter, with_inline_texts])
@settings(max_examples=25, deadline=None)
@given(cells=TABLES)
def test_any_table_of_text_comes_back(write: Callable[[Cells], bytes], cells: Cells) -> None:
    table = only_table(write(cells))
    assert table is not None
    assert cells_of(table) == as_seen(cells)
    assert not {mark: by_column for mark, by_column in table.marks.items() if any(map(len, by_column.values()))}


@pytest.mark.parametrize("write", [by_openpyxl, by_openpyxl_streamed])
@settings(max_examples=15, deadline=None)
@given(cells=TABLES.filter(lambda cells: not any(map(WRITTEN_OTHERWISE.search, cells.values()))))
def test_any_table_of_text_comes_back_from_openpyxl(write: Callable[[Cells], bytes], cells: Cells) -> None:
    table = only_table(write(cells))
    assert table is not None
    assert cells_of(table) == as_seen(cells)


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(st.integers(1, 500), min_size=1, max_size=8, unique=True),
    hidden=st.sets(st.integers(1, 500), max_size=4),
    columns=st.lists(st.integers(1, 200), min_size=1, max_size=4, unique=True),
)
def test_rows_and_columns_keep_their_numbers_wherever_they_stand(
    rows: list[int], hidden: set[int], columns: list[int]
) -> None:
    cells = {(row, column): f"{row}/{column}" for row in rows for column in columns}
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for (row, column), text in cells.items():
            sheet.write_string(row - 1, column - 1, text)
        for row in hidden:
            sheet.set_row(row - 1, None, None, {"hidden": True})
    table = only_table(made.getvalue())
    assert table is not None
    assert cells_of(table) == cells
    assert table.hidden_rows & set(rows) == hidden & set(rows)


DAYS = st.dates(date(1904, 1, 2), date(9999, 12, 31))
SECONDS = st.integers(0, 86_399)


@pytest.mark.parametrize("date_1904", [False, True])
@settings(max_examples=20, deadline=None)
@given(moments=st.lists(st.tuples(DAYS, SECONDS), min_size=1, max_size=8))
def test_any_day_and_time_comes_back_in_both_date_systems(date_1904: bool, moments: list[tuple[date, int]]) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "date_1904": date_1904}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        second = book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"})
        for place, (on, seconds) in enumerate(moments):
            sheet.write_datetime(place, 0, on, day)
            at = datetime.combine(on, datetime.min.time()) + timedelta(seconds=seconds)
            sheet.write_datetime(place, 1, at, second)
    raw = read_raw(made.getvalue())
    assert raw.date_system == (1904 if date_1904 else 1900)
    expected = {}
    for place, (on, seconds) in enumerate(moments, start=1):
        at = datetime.combine(on, datetime.min.time()) + timedelta(seconds=seconds)
        expected[place, 1] = on.isoformat()
        expected[place, 2] = at.isoformat(sep=" ") if seconds else on.isoformat()
    assert cells_of(raw.tables[0]) == expected
    rows = list(range(1, len(moments) + 1))
    assert {place: list(found) for place, found in raw.tables[0].marks[Mark.DATE].items()} == {0: rows, 1: rows}


@settings(max_examples=25, deadline=None)
@given(numbers=st.lists(st.integers(-(10**15) + 1, 10**15 - 1), min_size=1, max_size=12))
def test_any_whole_number_comes_back_digit_by_digit(numbers: list[int]) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, number in enumerate(numbers):
            sheet.write_number(place, 0, number)
    table = read_raw(made.getvalue()).tables[0]
    assert cells_of(table) == {(place, 1): str(number) for place, number in enumerate(numbers, start=1)}
    assert list(table.marks[Mark.NUMBER][0]) == list(range(1, len(numbers) + 1))
