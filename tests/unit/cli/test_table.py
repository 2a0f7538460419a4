"""Tables for people and records for machines."""

import json

import pandas as pd
import pytest

from trunkload.cli.table import PIPE_WIDTH, print_records, print_table

TEXT = pd.StringDtype("pyarrow")


def test_columns_are_as_wide_as_what_a_terminal_shows_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["Ort", "n"], [["Köln", "1"], ["日本", "22"], ["", ""]])
    assert capsys.readouterr().out == "\n Ort   n\n ────────\n Köln  1\n 日本  22\n\n\n"


def test_what_is_wider_than_the_terminal_is_folded_and_numbers_stay_whole(capsys: pytest.CaptureFixture[str]) -> None:
    number = "+49 221 4710-012"
    print_table(["number", "why"], [[number, "word " * PIPE_WIDTH]], [0])
    lines = capsys.readouterr().out.splitlines()
    assert any(line.strip().startswith(number) for line in lines)
    assert max(map(len, lines)) <= PIPE_WIDTH


def test_control_characters_move_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    """Promise 9."""
    print_table(["note"], [["\x1b[31mred"]])
    assert "\x1b[31m" not in capsys.readouterr().out


def test_a_csv_runs_no_formula_and_keeps_numbers_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    """Promise 9."""
    frame = pd.DataFrame(
        {"number": ["+492214710012"], "also": ["+492214710013"], "note": ["=cmd|' /C calc'!A0"], "none": [pd.NA]},
        dtype=TEXT,
    ).set_index("number")
    print_records(frame, "csv")
    out = capsys.readouterr().out
    assert out == "number,also,note,none\n+492214710012,+492214710013,'=cmd|' /C calc'!A0,\n"
    print_records(frame, "json")
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["note"], record["none"]) == ("=cmd|' /C calc'!A0", None)
