"""What the terminal says of findings: one line for each cause, whatever a cell holds."""

import pytest

from tests.builders import TODAY, sample_account, someone, staff_sheet
from trunkload.cli.summary import CAUSES_SHOWN, finding_lines, shortage_line
from trunkload.inventory.allocation import Shortage
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


def test_each_finding_of_a_row_has_its_own_line_and_stays_in_it() -> None:
    cells = {"email": "nobody", "mobile": "0221 4710300\n0221 4710301", "postal_code": "50\n667"}
    checked = check_sheet(staff_sheet(someone("Ute", "Beck", **cells)), None, Rules(), TODAY)
    lines = [line for line in finding_lines(checked, Lang.EN) if line.startswith("  Row 2")]
    assert [line.splitlines() for line in lines] == [[line] for line in lines]
    assert len([line for line in lines if "50\u240a667" in line]) == 1
    assert len(lines) >= len(cells)


def test_rows_of_one_cause_have_one_line_and_their_numbers_below() -> None:
    """Runs of rows are written as runs; blocked ones come before those to look at."""
    people = [
        someone("Ute", "Be" + "abcdefgh"[n] * 2, email=None if n != 3 else f"info{n}@example.org") for n in range(8)
    ]
    checked = check_sheet(staff_sheet(*people), None, Rules(), TODAY)
    lines = list(finding_lines(checked, Lang.EN))
    (at,) = [place for place, line in enumerate(lines) if "is empty in 7 rows" in line]
    assert lines[at - 1] == "Fix 7 rows"
    assert lines[at + 1] == "    cells C2–C4, C6–C9"


@pytest.mark.parametrize(
    ("lang", "where"), [(Lang.DE, "    Zellen {0}2–{0}4, {0}6–{0}9"), (Lang.EN, "    cells {0}2–{0}4, {0}6–{0}9")]
)
def test_the_cells_of_a_cause_are_named_as_the_spreadsheet_counts_them(lang: Lang, where: str) -> None:
    people = [someone("Ute", "Be" + "abcdefgh"[n] * 2, country=None if n == 3 else "Land") for n in range(8)]
    checked = check_sheet(staff_sheet(*people), None, Rules(), TODAY)
    column = checked.sheet.column_of("country")
    assert column is not None
    assert where.format(column.letter) in list(finding_lines(checked, lang))


def test_what_stands_in_several_columns_is_told_by_its_rows() -> None:
    """S-13: one wish in full, the other by its extension."""
    people = [someone("Ute", "Beck", phone_number="0221 4710-150"), someone("Jo", "Kern", extension="150")]
    checked = check_sheet(staff_sheet(*people), sample_account(), Rules(), TODAY)
    lines = list(finding_lines(checked, Lang.EN))
    (at,) = [place for place, line in enumerate(lines) if "ask for the same number" in line]
    assert lines[at + 1] == "    rows 2–3"


@pytest.mark.parametrize(
    ("short", "lang", "line"),
    [
        (
            Shortage("K-1", 1500, 1000, "Köln"),
            Lang.DE,
            "Auf K-1 (Köln) fehlen Rufnummern: 1.500 werden gebraucht, 1.000 sind frei.",
        ),
        (Shortage("K-1", 1500, 1, "Köln"), Lang.EN, "K-1 (Köln) is short of numbers: 1,500 are needed, 1 is free."),
        (Shortage("K-1", 1, 0, "Köln"), Lang.DE, "Auf K-1 (Köln) fehlen Rufnummern: 1 wird gebraucht, 0 sind frei."),
    ],
)
def test_a_shortage_is_counted_as_the_language_does(short: Shortage, lang: Lang, line: str) -> None:
    """N-10."""
    assert shortage_line(short, lang) == line


def test_so_many_causes_are_shown_and_the_others_counted() -> None:
    """Twenty, and one more."""
    for count, last in (
        (CAUSES_SHOWN, None),
        (CAUSES_SHOWN + 1, "  … and 1 more cause; the report shows all of them."),
    ):
        rows = [someone("Ute", "Beck", email=f"u{n}@example.org", country=f"Land{'x' * n}") for n in range(count)]
        checked = check_sheet(staff_sheet(*rows), None, Rules(), TODAY)
        lines = [line for line in finding_lines(checked, Lang.EN) if line.startswith("  … and")]
        assert lines == ([last] if last else [])
