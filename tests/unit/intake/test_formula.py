"""What a spreadsheet program would run, and what it would not."""

import pytest

from trunkload.intake.formula import harmless


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "+cmd", "\t=1", "\r=1", "-1+1=2", "-1-2", "+49-221-4710"],
)
def test_a_formula_is_led_by_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["+49 221 4710-104", "+492214710", "-5", "-1,5", "+1", "+(49) 221", "Ute", "", "004711", "a=b", "'x"]
)
def test_a_number_and_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
