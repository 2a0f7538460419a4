"""What the terminal says of findings: one line for each row, whatever a cell holds."""

import pytest

from tests.builders import TODAY, someone, staff_sheet
from trunkload.cli.summary import finding_lines
from trunkload.validation.check import check_sheet
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules

BREAKS = (
    ("0221 4710300\n0221 4710301", "0221 4710300\u240a0221 4710301"),
    ("0221 4710300\r\n0221 4710301", "0221 4710300\u240a0221 4710301"),
    ("0221 4710300\r0221 4710301", "0221 4710300\u240d0221 4710301"),
    ("0221 4710300\u20280221 4710301", "0221 4710300\u240a0221 4710301"),
    ("0221 4710300;\t0221 4710301", "0221 4710300;\u24090221 4710301"),
)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(("typed", "shown"), BREAKS)
def test_a_line_break_in_a_cell_is_a_sign_in_its_one_line(typed: str, shown: str, lang: Lang) -> None:
    """Promise 9: what a person typed moves no cursor of a terminal."""
    checked = check_sheet(staff_sheet(someone("Ute", "Beck", mobile=typed)), None, Rules(), TODAY)
    lines = list(finding_lines(checked, lang))
    (told,) = [line for line in lines if shown in line]
    assert [line.splitlines() for line in lines if line] == [[line] for line in lines if line]
    assert told.startswith({Lang.DE: "  Zeile 2", Lang.EN: "  Row 2"}[lang])


def test_a_second_finding_of_the_row_stays_in_its_line_too() -> None:
    cells = {"email": "nobody", "mobile": "0221 4710300\n0221 4710301", "postal_code": "50\n667"}
    checked = check_sheet(staff_sheet(someone("Ute", "Beck", **cells)), None, Rules(), TODAY)
    (line,) = [line for line in finding_lines(checked, Lang.EN) if line.startswith("  Row 2")]
    assert line.splitlines() == [line]
    assert "50\u240a667" in line
    assert "0221 4710300\u240a0221 4710301" in line
