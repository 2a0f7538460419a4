"""R-02: numbers are found from their beginning or anywhere, in either notation."""

import pandas as pd
import pytest

from trunkload.inventory.number_search import found_by, search_pattern

KOELN, BERLIN, PARIS = "+492214710012", "+493023125120", "+33140205317"
ALL = pd.Index([KOELN, BERLIN, PARIS], dtype=pd.StringDtype("pyarrow"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("0221 4710", [KOELN]),
        ("0221 4710-012", [KOELN]),
        ("+49 221 47", [KOELN]),
        ("+49 (0)221 4710", [KOELN]),
        ("+49 0221", [KOELN]),
        ("0049221", [KOELN]),
        ("(030) 23125", [BERLIN]),
        ("*030", [BERLIN]),
        ("*12", [KOELN, BERLIN]),
        ("23125", [BERLIN]),
        ("0221*12", [KOELN]),
        ("+49*", [KOELN, BERLIN]),
        ("+", None),
        ("*", None),
        ("lena", None),
        ("0221 47+12", None),
        ("0221 999", []),
        ("2214710", [KOELN]),
        ("0140205317", []),
        ("+33", [PARIS]),
    ],
)
def test_a_number_is_found_in_any_notation(typed: str, found: list[str] | None) -> None:
    pattern = search_pattern(typed)
    assert (None if pattern is None else list(ALL[found_by(ALL, pattern).to_numpy(dtype=bool)])) == found
