import json

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import TEXT
from trunkload.validation.sentence_params import params_of

ROWS = pd.Index([7, 12, 30])


@given(st.lists(st.none() | st.text(max_size=8), min_size=3, max_size=3), st.text(max_size=5))
def test_what_fills_a_sentence_is_json_whatever_people_typed(typed: list[str | None], fixed: str) -> None:
    """Promise 9: quotation marks, backslashes and line breaks stay what they are."""
    written = params_of(ROWS, {"value": pd.Series(typed, index=ROWS, dtype=TEXT), "fixed": fixed})
    assert not isinstance(written, str)
    told = [json.loads(one) for one in written.to_pylist()]
    assert told == [{"value": one or "", "fixed": fixed} for one in typed]


def test_what_is_the_same_for_all_is_written_once() -> None:
    assert params_of(ROWS, {"most": "12", "least": "2"}) == '{"least": "2", "most": "12"}'


def test_a_series_tells_each_row_its_own_whatever_its_order() -> None:
    numbers = pd.Series(["c", "a"], index=pd.Index([30, 7]), dtype=TEXT)
    written = params_of(ROWS, {"number": numbers})
    assert not isinstance(written, str)
    assert written.to_pylist() == ['{"number": "a"}', '{"number": ""}', '{"number": "c"}']
