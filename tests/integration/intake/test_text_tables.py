"""A text table is the same whether it is read row by row or with Arrow, in pieces of whatever size."""

import csv
import io

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.raw import RawTable, plain
from trunkload.intake.refusal import Refused
from trunkload.intake.text_tables.delimited import read_delimited
from trunkload.intake.text_tables.dialect import Dialect, dialect_of
from trunkload.intake.text_tables.encoding import text_of
from trunkload.intake.text_tables.table import LARGE, table_of

HEADER = "Vorname;Nachname;Bemerkung\n"
PIECES = st.sampled_from([1, 7, 40, 64, 150, 1 << 20])
ODD = st.dictionaries(st.integers(0, 30), st.sampled_from(["", "Titel", ";;;;", "a;b;c;d"]))
PARTS = [
    "a",
    "ä",
    "😀",
    "NA",
    "1.0",
    " ",
    "\u00a0",
    "\ufeff",
    "\u2028",
    "\x0b",
    ";",
    ";",
    ";",
    ",",
    "\n",
    "\r",
    "\r\n",
    '"',
]
MESSY = st.lists(st.sampled_from([*PARTS, '"a"', '"";', '"x;y"', '"\n"', '"\r\n";', '""""', "\n\n"]), max_size=60)
EVEN = st.lists(
    st.tuples(*[st.sampled_from(["", "Ute", "0047", '"a;b"', '"1\n2"', '"""q"""', "\u200b", "null", "+49"])] * 3),
    max_size=30,
)
Outcome = tuple[dict[int, list[str | None]], list[int], int] | tuple[str, int | None, str | None]


def outcome(content: bytes, dialect: Dialect, limits: Limits, *, piece: int, large: int) -> Outcome:
    """All that is read, or why nothing is."""
    try:
        table = table_of(content, dialect, limits, piece=piece, large=large)
    except Refused as refused:
        return str(refused.code), refused.row, refused.column
    return columns_of(table), [] if table.widths is None else table.widths.tolist(), table.height


def columns_of(table: RawTable) -> dict[int, list[str | None]]:
    return {place: plain(column).to_pylist() for place, column in table.columns.items()}


def ways(text: str, piece: int, limits: Limits = LIMITS) -> tuple[Outcome, Outcome, Outcome]:
    """Row by row at once, row by row in pieces, and with Arrow in pieces."""
    content = text.encode()
    dialect = dialect_of(text_of(content))
    whole = outcome(content, dialect, limits, piece=1 << 30, large=1 << 30)
    exact = outcome(content, dialect, limits, piece=piece, large=1 << 30)
    return whole, exact, outcome(content, dialect, limits, piece=piece, large=0)


@settings(max_examples=400, deadline=None)
@given(parts=MESSY, piece=PIECES)
def test_whatever_stands_in_a_file_every_way_reads_the_same(parts: list[str], piece: int) -> None:
    whole, exact, arrow = ways(HEADER + "".join(parts), piece)
    assert whole == exact == arrow


@settings(max_examples=200, deadline=None)
@given(rows=EVEN, odd=ODD, piece=PIECES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_of_another_width_come_back_to_their_places(
    end: str, rows: list[tuple[str, ...]], odd: dict[int, str], piece: int
) -> None:
    lines = [";".join(row) for row in rows]
    for place, line in sorted(odd.items()):
        lines.insert(place, line)
    whole, exact, arrow = ways(HEADER + end.join(lines), piece)
    assert whole == exact == arrow


@settings(max_examples=100, deadline=None)
@given(rows=EVEN, limit=st.integers(1, 20), piece=PIECES)
def test_limits_are_the_same_for_every_way(rows: list[tuple[str, ...]], limit: int, piece: int) -> None:
    text = HEADER + "\n".join(";".join(row) for row in rows)
    for limits in (Limits(rows=limit), Limits(columns=limit), Limits(cell_characters=limit)):
        whole, exact, arrow = ways(text, piece, limits)
        assert whole == exact == arrow


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_large_file_is_read_as_its_writer_meant_it(encoding: str, delimiter: str, end: str) -> None:
    rows = [["Liste der Neuen"], [], ["Vorname", "Nachname", "Bemerkung", "leer"]]
    rows += [["Jürgen", f"Müller-{row}", f'sagt "{row}"\n{delimiter}'] + [""] * (row % 7 > 0) for row in range(9000)]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(rows)
    content = written.getvalue().encode(encoding)
    raw = read_delimited(content, LIMITS)
    assert len(content) > LARGE
    assert raw.delimiter == delimiter
    table = raw.tables[0]
    assert table.widths is not None
    assert table.widths.tolist() == [len(row) for row in rows]
    read = columns_of(table)
    assert [[column[row] for column in read.values()] for row in (0, 1)] == [
        ["Liste der Neuen", *[None] * 3],
        [None] * 4,
    ]
    assert read[1][3:] == [row[1] for row in rows[3:]]
    assert read[2][3:] == [row[2] for row in rows[3:]]
    assert set(read[3][3:]) == {None}


def test_a_large_file_with_a_doubtful_quote_is_still_read_exactly() -> None:
    lines = ["Vorname;Nachname;Bemerkung", *(f'Ute;Arndt;"Raum {row}"' for row in range(20_000))]
    lines[12_345] = 'Bodo;Brandt;24" links'
    table = read_delimited("\n".join(lines).encode(), LIMITS).tables[0]
    assert columns_of(table)[2][12_344:12_347] == ["Raum 12343", '24" links', "Raum 12345"]
    assert table.height == 20_001


def test_a_quote_that_opens_in_a_large_file_is_told_with_its_row() -> None:
    lines = ["Vorname;Nachname;Bemerkung", *(f"Ute;Arndt;Raum {row}" for row in range(20_000))]
    lines[12_345] = 'Bodo;Brandt;"links'
    with pytest.raises(Refused) as refused:
        read_delimited("\n".join(lines).encode(), LIMITS)
    assert (refused.value.code.value, refused.value.row) == ("unreadable", 12_346)


def test_blank_rows_cost_no_cells_before_their_number_is_checked() -> None:
    """A short file of blank rows below one wide row would otherwise make columns of nothing."""
    content = b"Vorname;Nachname" + b";" * 250 + b"x" * 4 + b"\n" * 900_000
    with pytest.raises(Refused) as refused:
        read_delimited(content, LIMITS)
    assert refused.value.code.value == "too_large"
    assert refused.value.params["what"] == "cells"
