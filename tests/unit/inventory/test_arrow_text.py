"""Texts are found among others whichever side is the larger one; empty cells are among nothing."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from trunkload.inventory.arrow_text import among, arrow, bytes_of

TEXT = pd.StringDtype("pyarrow")
CELLS = st.lists(st.none() | st.sampled_from(["", "a", "ä", "+492214710150"]), max_size=12)


def column(cells: list[str | None]) -> pd.Series:
    return pd.Series(cells, dtype=TEXT)


@given(CELLS, CELLS)
def test_a_cell_is_among_the_known_texts_where_one_of_them_is_the_same(
    cells: list[str | None], known: list[str | None]
) -> None:
    expected = [one is not None and one in known for one in cells]
    assert among(column(cells), column(known)).tolist() == expected


@given(CELLS, st.integers(0, 12), st.integers(0, 12))
def test_the_bytes_of_texts_are_those_of_a_part_where_it_is_one(
    cells: list[str | None], first: int, count: int
) -> None:
    part = arrow(column(cells)).slice(min(first, len(cells)), count)
    assert bytes_of(part) == "".join(one or "" for one in cells[first : first + count]).encode()
