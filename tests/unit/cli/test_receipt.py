"""What the receipt says of a file besides its rows."""

from dataclasses import replace

import pytest

from tests.builders import TODAY, someone, staff_sheet
from trunkload.cli.receipt import receipt_lines
from trunkload.intake.sheet import Column, Sheet
from trunkload.validation.check import check_sheet
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules


def sheet(**facts: object) -> Sheet:
    read = staff_sheet(someone("Ute", "Beck"))
    return replace(read, facts=replace(read.facts, **facts))  # type: ignore[arg-type]  # names of FileFacts


def lines(read: Sheet, lang: Lang = Lang.EN) -> list[str]:
    return [line.strip() for line in receipt_lines(check_sheet(read, None, Rules(), TODAY), lang)]


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"encoding": "windows-1252"}, "read as Windows-1252: check the umlauts"),
        ({"macros": True}, "macros are not run, only values are read"),
        ({"date_system": 1904}, "days count from 1904 in this file; they are read so"),
        ({"hidden_sheets": ("Alte", "Listen")}, "hidden worksheets, not read: “Alte”, “Listen”"),
    ],
)
def test_what_is_better_known_has_its_line(facts: dict[str, object], line: str) -> None:
    assert line in lines(sheet(**facts))


@pytest.mark.parametrize(("lang", "line"), [(Lang.DE, "1.234 leer"), (Lang.EN, "1,234 blank")])
def test_rows_that_are_left_out_are_counted_as_the_language_does(lang: Lang, line: str) -> None:
    read = sheet()
    blank = tuple(range(3, 1237))
    read = replace(read, skipped=replace(read.skipped, blank=blank))
    assert any(one.startswith(line) for one in lines(read, lang))


def test_there_is_no_line_where_there_is_nothing_to_say() -> None:
    assert len(lines(sheet(encoding="utf-8", date_system=1900))) == 2


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "4"), (10, "4, 5, 6, 7, 8, 9, 10, 11, 12, 13"), (11, "4, 5, 6, 7, 8, 9, 10, 11, 12, 13 und 1 weitere")],
)
def test_ten_hidden_rows_are_named_and_the_rest_is_counted(count: int, told: str) -> None:
    read = sheet()
    hidden = replace(read, skipped=replace(read.skipped, hidden=tuple(range(4, 4 + count))))
    assert f"ausgeblendete Zeilen, nicht gelesen: {told}" in lines(hidden, Lang.DE)


def test_a_column_without_a_header_is_named_by_its_letter() -> None:
    read = sheet()
    more = (Column("X", "", None, "unknown"), Column("Y", "", "remark", "decided"))
    told = lines(replace(read, columns=(*read.columns, *more)))
    assert told[2:] == ["as decided: Y = Remark", "columns not read: X"]


def test_a_header_very_like_a_known_one_is_told() -> None:
    read = sheet()
    told = lines(replace(read, columns=(*read.columns, Column("X", "Personalnumer", "employee_id", "fuzzy"))))
    assert told[2:] == ["known by a header very like it: X “Personalnumer” = Employee number"]
