"""The digest that people approved stays what it was: the bytes are those that pandas wrote."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from trunkload.orders import item_json
from trunkload.orders.item_json import split_json

TEXT = pd.StringDtype("pyarrow")
CELLS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def table(rows: list[tuple[str | None, str | None]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(rows, columns=["number", "reason"]).astype(TEXT)
    return frame.set_index(pd.Index(range(2, 2 + len(rows)), dtype="int64", name="row"))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_any_text_is_written_as_pandas_writes_it(rows: list[tuple[str | None, str | None]]) -> None:
    items = table(rows)
    assert b"".join(split_json(items)).decode() == items.to_json(orient="split", force_ascii=False)


def test_every_character_of_one_byte_is_written_as_pandas_writes_it() -> None:
    items = table([(chr(code), f"a{chr(code)}/\\b") for code in range(0x100)])
    assert b"".join(split_json(items)).decode() == items.to_json(orient="split", force_ascii=False)


def test_rows_of_several_pieces_follow_each_other() -> None:
    rows = item_json.AT_ONCE + 1
    items = table([("+492214710150", None)] * rows)
    assert b"".join(split_json(items)).decode() == items.to_json(orient="split", force_ascii=False)
