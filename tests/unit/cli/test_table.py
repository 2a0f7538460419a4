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


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 40 characters."""
    monkeypatch.setattr("trunkload.cli.table.terminal_width", lambda: 40)


@pytest.mark.usefixtures("narrow")
def test_a_narrow_terminal_folds_between_words(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["who", "why"], [["Moritz Neumann", "beim Anbieter gelesen und übernommen"]])
    words = {word for line in capsys.readouterr().out.splitlines() for word in line.split()}
    assert {"Moritz", "Neumann", "Anbieter", "übernommen"} <= words


@pytest.mark.usefixtures("narrow")
def test_where_the_columns_have_no_room_each_row_is_told_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["imp-2026-11-26-0001", "KOELN-1", "", "Arbeitsplätze"], ["imp-2026-11-26-0002", "MUC", "x", "Löschungen"]]
    print_table(["Import", "Trunk", "Rest", "was"], rows, [0])
    assert capsys.readouterr().out == (
        "\n Import  imp-2026-11-26-0001\n Trunk   KOELN-1\n was     Arbeitsplätze\n"
        "\n Import  imp-2026-11-26-0002\n Trunk   MUC\n Rest    x\n was     Löschungen\n\n"
    )
