"""`report --result`: after the order, every row of the file once, with what became of it."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import SAMPLES, Shell
from trunkload.intake.read import read_sheet
from trunkload.intake.upload import open_upload
from trunkload.validation.language import Lang

RED = "FFFFC7CE"
HEADER_ROW = 3
OURS = 15
"""The first of our columns, from 1."""


def result_of(shell: Shell, out: Path) -> Any:  # noqa: ANN401 - openpyxl's own types do not say which sheet it is
    import_id, _ = first_import(shell.home)
    ran = shell.run("report", import_id, "--format", "xlsx", "--result", "--out", out)
    assert (ran.code, ran.out) == (0, shell.says("report_at", path=out) + "\n")
    return openpyxl.load_workbook(out)


def headings(page: Any) -> dict[str, int]:  # noqa: ANN401 - the same
    return {str(cell.value): cell.column for cell in page[HEADER_ROW] if cell.value}


def change(home: Path, row: int, **values: str) -> None:
    """What a carrier may have answered for one row."""
    told = ", ".join(f"{name} = ?" for name in values)
    with closing(sqlite3.connect(home / "trunkload.sqlite")) as conn, conn:
        conn.execute(f"UPDATE order_item SET {told} WHERE row = ?", (*values.values(), row))  # noqa: S608 - from a test


def test_an_ordered_row_has_its_number_order_and_what_was_read_back(ordered: Shell, tmp_path: Path) -> None:
    page = result_of(ordered, tmp_path / "a.xlsx")["Neueinstellungen"]
    import_id, _ = first_import(ordered.home)
    at = headings(page)
    assert [page.cell(4, at[name]).value for name in ("Personalnummer", "Nachname", "Mobil/Handynummer")] == [
        "004711",
        "Müller-Lüdenscheidt",
        "0152 28817386",
    ]
    told = [cell.value for cell in page[4][OURS - 1 :]]
    assert told[:9] == [
        "set up",
        "new",
        "+49 221 4710123",
        "jana.mueller-luedenscheidt",
        "123",
        "Plus",
        f"{import_id}/b02",
        told[7],  # orders leave side by side: either may be the first
        "equal",
    ]
    assert [line.partition(" 20")[0] for line in told[9].splitlines()] == [
        "username by e-mail: sent",
        "password by SMS: sent",
    ]
    assert page.cell(4, OURS).fill.fill_type is None


def test_a_row_that_was_not_ordered_says_why(ordered: Shell, tmp_path: Path) -> None:
    page = result_of(ordered, tmp_path / "a.xlsx")["Neueinstellungen"]
    told = [cell.value for cell in page[10][OURS - 1 :]]
    assert told[:-1] == ["To fix", *[None] * 9]
    assert told[-1].startswith("F10: “O152 28817386” has “O” at position 1;")
    assert page.cell(10, OURS).fill.fgColor.rgb == RED


def test_what_failed_or_differs_is_red_with_its_reason(ordered: Shell, tmp_path: Path) -> None:
    change(ordered.home, 4, state="failed", carrier_code="NUMBER_IN_USE", read_back="missing")
    change(ordered.home, 5, read_back="different", differing='["package", "email"]')
    change(ordered.home, 6, read_back="missing")
    change(ordered.home, 7, state="inProgress")
    with closing(sqlite3.connect(ordered.home / "trunkload.sqlite")) as conn, conn:
        conn.execute("UPDATE order_item SET read_back = NULL WHERE row = 7")
        conn.execute("UPDATE message SET state = 'failed', sent_at = NULL WHERE row = 8 AND kind = 'welcome'")
    page = result_of(ordered, tmp_path / "a.xlsx")["Neueinstellungen"]
    at = headings(page)
    read_back, reason = at["Result: read back"], at["Result: reason"]
    assert (page.cell(4, OURS).value, page.cell(4, reason).value) == (
        "failed",
        "The number was given to somebody else meanwhile.",
    )
    assert page.cell(5, read_back).value.startswith("different: ")
    assert page.cell(6, read_back).value == "missing at the carrier"
    assert (page.cell(7, OURS).value, page.cell(7, read_back).value) == ("in progress", "not read back yet")
    assert page.cell(8, at["Result: messages"]).value.splitlines()[0] == "username by e-mail: not sent"
    red = [row for row in range(4, 10) if page.cell(row, OURS).fill.fgColor.rgb == RED]
    assert red == [4, 5, 6]


@pytest.mark.parametrize("lang", Lang)
def test_the_summary_adds_up_to_the_rows_of_the_file(ordered: Shell, tmp_path: Path, lang: Lang) -> None:
    book = result_of(ordered.speaking(lang), tmp_path / "a.xlsx")
    page, summary = book.worksheets
    counts = {line[0]: int(line[1]) for line in list(summary.iter_rows(values_only=True))[5:]}
    assert sum(counts.values()) == 40
    assert counts == Counter(cell.value for cell in page["O"][HEADER_ROW:] if cell.value)


def test_rows_of_nobody_and_rows_that_were_taken_out_are_counted_too(shell: Shell, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SAMPLES / "new-staff.xlsx")
    page = book.worksheets[0]
    page.row_dimensions[5].hidden = True
    page["A50"] = "Summe"
    for row in range(8, 44):
        for cell in page[row]:
            cell.value = None
    book.save(tmp_path / "few.xlsx")
    assert shell.run("import", tmp_path / "few.xlsx").code == 0
    import_id, _ = first_import(shell.home)
    assert shell.run("plan", import_id, "--without", "4").code == 0
    assert shell.run("approve", import_id, "--digest", first_import(shell.home)[1]).code == 0
    sheet, summary = result_of(shell, tmp_path / "a.xlsx").worksheets
    assert (sheet["O5"].value, sheet["O50"].value) == ("left out: hidden", "left out: total or footer")
    assert sheet["O4"].value == "Taken out of the plan"
    lines = dict(list(summary.iter_rows(values_only=True, max_col=2))[4:])
    assert lines.pop("What the file holds") == "47 rows in the file"
    left = {"left out: hidden": "1", "left out: total or footer": "1", "left out: blank": "42"}
    assert lines == {"set up": "2", "Taken out of the plan": "1", **left}


def test_its_columns_are_never_read_as_anybodys_data(ordered: Shell, tmp_path: Path) -> None:
    for lang in Lang:
        result_of(ordered.speaking(lang), tmp_path / f"{lang}.xlsx")
        again = read_sheet(open_upload(tmp_path / f"{lang}.xlsx"))
        first = read_sheet(open_upload(SAMPLES / "new-staff.xlsx"))
        assert again.staff.equals(first.staff)
        assert {one.field for one in again.columns[14:]} == {None}


@pytest.mark.parametrize("lang", Lang)
def test_before_the_order_there_is_no_result(planner: Shell, lang: Lang) -> None:
    import_id, _ = first_import(planner.home)
    there = planner.speaking(lang)
    ran = there.run("report", import_id, "--format", "xlsx", "--result")
    state = there.says("state_planned")
    assert (ran.code, ran.err.strip()) == (3, there.says("report_no_result", id=import_id, state=state))


def test_a_wrong_call_is_told_what_is_possible(ordered: Shell) -> None:
    import_id, _ = first_import(ordered.home)
    for options, sentence in (
        (("--result",), ordered.says("report_only_for", option="--result", formats="xlsx")),
        (("--result", "--format", "xlsx", "--to-fix"), ordered.says("report_result_alone")),
    ):
        ran = ordered.run("report", import_id, *options)
        assert (ran.code, ran.err.strip()) == (2, sentence)
