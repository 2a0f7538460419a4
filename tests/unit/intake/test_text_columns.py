"""Columns of text: how they grow, what is blank in them, how rows are chosen."""

import hypothesis.strategies as st
import numpy as np
import pyarrow as pa
from hypothesis import given

from tests.unit.intake.builders import raw_table
from trunkload.intake.raw import IN_CACHE, ROWS_AT_ONCE, STRINGS, chosen, nothing, plain, texts_by_row, without_blanks
from trunkload.intake.text_tables.growing import GrowingColumn

CELLS = st.lists(
    st.sampled_from(["", "", " ", "\u00a0\u200b", "Ute", " Arndt ", "Jürgen", "😀"]), min_size=1, max_size=40
)


def as_seen(cells: list[str]) -> list[str | None]:
    return [cell if cell.strip(" \u00a0\u200b") else None for cell in cells]


@given(pieces=st.lists(CELLS, min_size=1, max_size=6), gaps=st.lists(st.integers(0, 40), min_size=6, max_size=6))
def test_a_column_grows_by_cells_and_by_empty_cells(pieces: list[list[str]], gaps: list[int]) -> None:
    column, cells = GrowingColumn(), list[str]()
    for piece, gap in zip(pieces, gaps, strict=False):
        column.fill_up(len(cells))
        column.add(pa.array(["before", *piece]).slice(1), share=0.5)
        cells += [*piece, *[""] * gap]
    column.fill_up(len(cells))
    grown = column.grown()
    assert plain(grown).to_pylist() == as_seen(cells)
    assert grown.null_count == as_seen(cells).count(None)


def test_a_column_of_only_a_header_is_kept_small() -> None:
    column = GrowingColumn()
    column.add(pa.array(["Benutzername", ""]), share=1)
    column.fill_up(100)
    assert pa.types.is_dictionary(column.grown().type)
    assert column.grown().to_pylist() == ["Benutzername", *[None] * 99]


@given(cells=CELLS, start=st.integers(0, 10), data=st.data())
def test_chosen_cells_are_those_at_the_places(cells: list[str], start: int, data: st.DataObject) -> None:
    column = without_blanks(pa.array(["x"] * start + cells, STRINGS)).slice(start)
    places = sorted(data.draw(st.sets(st.integers(0, len(cells) - 1), min_size=1)))
    picked = chosen(column, np.array(places))
    picked.validate(full=True)
    assert picked.to_pylist() == [as_seen(cells)[place] for place in places]


def test_blanks_are_seen_in_long_columns_too() -> None:
    cells = ["Ute", " ", ""] * IN_CACHE
    assert without_blanks(pa.array(cells, STRINGS)).to_pylist() == as_seen(cells)


def test_rows_are_told_in_their_order_however_many_there_are() -> None:
    rows = [("Vorname",), *([str(place)] for place in range(2 * ROWS_AT_ONCE)), ("",)]
    told = list(texts_by_row(raw_table(*rows), 2, 2 * ROWS_AT_ONCE + 9))
    assert told == [*((place + 2, {0: str(place)}) for place in range(2 * ROWS_AT_ONCE)), (2 * ROWS_AT_ONCE + 2, {})]


def test_nothing_is_a_column_of_null() -> None:
    nothing(9).validate(full=True)
    assert nothing(9).to_pylist() == [None] * 9
    assert nothing(0).to_pylist() == []
