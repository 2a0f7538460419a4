"""The command `report`: the stored page and figures, or the workbook that was sent with its places marked."""

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import SAMPLES, STAFF, Shell
from trunkload.validation.language import Lang

RED = "FFFFC7CE"


def test_the_page_is_named_or_copied(planner: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(planner.home)
    stored = planner.home / "files" / "imports" / import_id / "report.html"
    assert planner.run("report", import_id).out == f"Report: {stored}\n"
    ran = planner.run("report", import_id, "--out", tmp_path / "page.html")
    assert ran.code == 0
    assert (tmp_path / "page.html").read_bytes() == stored.read_bytes()


def test_in_another_language_it_lies_beside_the_page_in_the_language_of_the_upload(
    planner: Shell, tmp_path: Path
) -> None:
    import_id, _ = first_import(planner.home)
    stored = planner.home / "files" / "imports" / import_id / "report.html"
    kept = stored.read_bytes()
    ran = planner.run("report", import_id, "--lang", "de", "--out", tmp_path / "page.html")
    assert (ran.code, stored.read_bytes()) == (0, kept)
    beside = stored.parent / "de" / "report.html"
    assert '<html lang="de">' in beside.read_text("utf-8")
    assert (tmp_path / "page.html").read_bytes() == beside.read_bytes()


def test_one_row_has_a_page_of_its_own_when_somebody_asks(planner: Shell, tmp_path: Path) -> None:
    """It says what the report says, with every cell, and leads back to the row's card."""
    import_id, _ = first_import(planner.home)
    stored = planner.home / "files" / "imports" / import_id / "rows" / "10.html"
    assert not stored.exists()
    assert planner.run("report", import_id, "--row", "10").out == f"Report: {stored}\n"
    page = stored.read_text("utf-8")
    assert 'href="../report.html#row-10"' in page
    assert "O152 28817386" in page
    assert planner.run("report", import_id, "--row", "10", "--out", tmp_path / "ten.html").code == 0
    assert (tmp_path / "ten.html").read_text("utf-8") == page


def test_the_page_of_a_row_has_the_number_that_the_plan_has(planner: Shell) -> None:
    import_id, _ = first_import(planner.home)
    folder = planner.home / "files" / "imports" / import_id
    planner.run("report", import_id, "--row", "4")
    report, row = ((folder / name).read_text("utf-8") for name in ("report.html", "rows/4.html"))
    number = re.search(r"<article id=row-4>.*?<b>(\+49[^<]*)</b>", report, re.DOTALL)
    assert number is not None
    assert f"<dd>{number[1]}</dd>" in row


@pytest.mark.parametrize("row", ["1", "99"])
def test_a_row_that_the_file_has_for_nobody_is_a_wrong_call(planner: Shell, row: str) -> None:
    import_id, _ = first_import(planner.home)
    ran = planner.run("report", import_id, "--row", row)
    assert ran.code == 2
    assert ran.err.startswith(f"The file of {import_id} has no row {row} that stands for anybody.")
    assert planner.run("report", import_id, "--row", "10", "--format", "xlsx").code == 2


def test_the_figures_are_said_or_copied(planner: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(planner.home)
    ran = planner.run("report", import_id, "--format", "json")
    assert json.loads(ran.out)["receipt"]["rows"] == 40
    assert planner.run("report", import_id, "--format", "json", "--out", tmp_path / "check.json").code == 0
    assert json.loads((tmp_path / "check.json").read_text("utf-8")) == json.loads(ran.out)


def test_the_sent_workbook_comes_back_marked_as_the_import_judged_it(planner: Shell, tmp_path: Path) -> None:
    """The rows that this import plans are not told as planned already."""
    import_id, _ = first_import(planner.home)
    out = tmp_path / "marked.xlsx"
    ran = planner.run("report", import_id, "--format", "xlsx", "--out", out)
    assert ran.code == 0
    assert ran.out.splitlines()[0] == f"Report: {out}"
    assert ran.out.splitlines()[1].startswith("Checked against the carrier’s record of ")
    assert len(ran.out.splitlines()) == 2
    page = openpyxl.load_workbook(out)["Neueinstellungen"]
    counts = {status: sum(cell.value == status for cell in page["Q"]) for status in ("To fix", "Ready")}
    assert counts == {"To fix": 4, "Ready": 33}
    assert page["F10"].fill.fgColor.rgb == RED


def test_marking_changes_nothing_of_the_plan(planner: Shell, tmp_path: Path) -> None:
    import_id, digest = first_import(planner.home)
    before = planner.run("plan", import_id).out
    planner.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "a.xlsx")
    assert planner.run("plan", import_id).out == before
    assert planner.run("approve", import_id, "--digest", digest).code == 0


def test_after_the_order_the_workbook_says_what_was_checked_before_it(ordered: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(ordered.home)
    assert ordered.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "a.xlsx").code == 0
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Neueinstellungen"]
    counts = {status: sum(cell.value == status for cell in page["Q"]) for status in ("To fix", "Ready")}
    assert counts == {"To fix": 4, "Ready": 33}


@pytest.mark.parametrize(
    ("lang", "said"),
    [(Lang.EN, "The workbook is a new one"), (Lang.DE, "Die Mappe ist neu gemacht")],
)
def test_what_needs_fixing_stands_alone_under_the_imports_id(
    planner: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    import_id, _ = first_import(planner.home)
    ran = planner.speaking(lang).run("report", import_id, "--format", "xlsx", "--to-fix")
    assert ran.code == 0
    assert ran.last.startswith(said)
    page = openpyxl.load_workbook(tmp_path / f"{import_id}-to-fix.xlsx").worksheets[0]
    assert page.max_row == 5
    assert [row[0].fill.fgColor.rgb for row in page["F2:F2"]] == [RED]


def test_the_rows_that_needed_fixing_can_be_filled_and_sent(planner: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(planner.home)
    out = tmp_path / "to-fix.xlsx"
    planner.run("report", import_id, "--format", "xlsx", "--to-fix", "--out", out)
    book = openpyxl.load_workbook(out)
    book.worksheets[0]["F2"] = "0152 28817386"
    book.save(out)
    ran = planner.run("check", out, "--format", "json")
    receipt = json.loads(ran.out)["receipt"]
    assert (receipt["rows"], receipt["blocked"]) == (4, 3)


def test_of_a_text_file_a_workbook_is_made(shell: Shell, tmp_path: Path) -> None:
    assert shell.run("import", SAMPLES / "bad" / "email-without-domain.csv").code == 1
    import_id = shell.run("list").last.split()[0]
    ran = shell.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "a.xlsx")
    assert ran.last == shell.says("workbook_made")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [cell.fill.fgColor.rgb for row in page.iter_rows() for cell in row if cell.comment] == [RED]


def test_where_nothing_needs_fixing_nothing_is_written(shell: Shell, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(STAFF)
    for row in (31, 26, 18, 10):
        book.worksheets[0].delete_rows(row)
    book.save(tmp_path / "right.xlsx")
    assert shell.run("import", tmp_path / "right.xlsx").code == 0
    import_id = shell.run("list").last.split()[0]
    ran = shell.run("report", import_id, "--format", "xlsx", "--to-fix", "--out", tmp_path / "a.xlsx")
    assert (ran.code, ran.last) == (0, shell.says("nothing_to_fix", id=import_id))
    assert not (tmp_path / "a.xlsx").exists()


def test_a_workbook_with_macros_keeps_them_and_its_ending(shell: Shell, tmp_path: Path) -> None:
    macros = Path(__file__).parents[2] / "corpus" / "files"
    found = sorted(macros.rglob("*.xlsm"))
    assert found
    shutil.copy(found[0], tmp_path / "m.xlsm")
    shell.run("import", tmp_path / "m.xlsm")
    import_id = shell.run("list").last.split()[0]
    ran = shell.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "a.xlsx")
    assert (ran.code, ran.err.strip()) == (2, shell.says("report_other_suffix", file="a.xlsx", suffix=".xlsm"))


@pytest.mark.parametrize("lang", Lang)
def test_a_wrong_call_is_told_what_is_possible(planner: Shell, tmp_path: Path, lang: Lang) -> None:
    import_id, _ = first_import(planner.home)
    there = planner.speaking(lang)
    asked = {
        ("--to-fix",): (2, there.says("report_only_for", option="--to-fix", formats="xlsx")),
        ("--of", "plan"): (2, there.says("report_only_for", option="--of", formats="csv, json, parquet")),
        ("--format", "csv", "--open"): (
            2,
            there.says("report_only_for", option="--open", formats="html, xlsx, parquet"),
        ),
        ("--format", "xlsx", "--out", "a.csv"): (2, there.says("report_other_suffix", file="a.csv", suffix=".xlsx")),
        ("--out", str(tmp_path / "no" / "a.html")): (
            3,
            there.says("report_not_written", file=str(tmp_path / "no" / "a.html")),
        ),
    }
    for options, (code, sentence) in asked.items():
        ran = there.run("report", import_id, *options)
        assert (ran.code, ran.err.strip()) == (code, sentence)


def test_what_is_not_kept_cannot_be_handed_out(planner: Shell) -> None:
    import_id, _ = first_import(planner.home)
    kept = planner.home / "files" / "imports" / import_id
    (kept / "upload").unlink()
    assert planner.run("report", import_id).code == 0
    ran = planner.run("report", import_id, "--format", "xlsx")
    assert (ran.code, ran.err.strip()) == (3, planner.says("report_no_upload", id=import_id))
    (kept / "checked").unlink()
    assert planner.run("report", import_id).err.strip() == planner.says("report_none", id=import_id)
    assert planner.run("report", "imp-2026-01-01-0001").err.strip() == planner.says(
        "no_such_import", id="imp-2026-01-01-0001"
    )


@pytest.mark.parametrize("lang", Lang)
def test_above_a_named_size_a_new_workbook_is_written_and_it_says_so(
    planner: Shell, tmp_path: Path, lang: Lang
) -> None:
    import_id, _ = first_import(planner.home)
    there = planner.with_settings(reports__marked_rows="39").speaking(lang)
    ran = there.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "a.xlsx")
    assert (ran.code, ran.last) == (0, there.says("workbook_made_above", most="39"))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    page, summary = book.worksheets
    assert page["F10"].fill.fgColor.rgb == RED
    assert (page["F10"].value, page["A3"].value) == ("O152 28817386", "Personalnummer")
    said = [str(row[1]) for row in summary.iter_rows(values_only=True)]
    assert said[-1].startswith(
        {Lang.DE: "Die Liste hat mehr als 39 Zeilen.", Lang.EN: "The list has more than 39"}[lang]
    )
    exactly = planner.with_settings(reports__marked_rows="40")
    assert len(exactly.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "b.xlsx").out.splitlines()) == 2


def test_a_masked_page_lies_beside_the_report_or_is_copied(planner: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(planner.home)
    masked = planner.home / "files" / "imports" / import_id / "report-masked.html"
    assert planner.run("report", import_id, "--mask").out == f"Report: {masked}\n"
    assert planner.run("report", import_id, "--mask", "--out", tmp_path / "masked.html").code == 0
    assert (tmp_path / "masked.html").read_bytes() == masked.read_bytes()
    assert "Personal data are hidden" in masked.read_text("utf-8")


@pytest.mark.parametrize("lang", Lang)
def test_only_the_page_can_be_masked(planner: Shell, lang: Lang) -> None:
    import_id, _ = first_import(planner.home)
    shell = planner.speaking(lang)
    for wanted in ("json", "xlsx"):
        ran = shell.run("report", import_id, "--mask", "--format", wanted)
        assert (ran.code, ran.err.strip()) == (2, shell.says("report_only_for", option="--mask", formats="html"))


def test_rows_that_were_taken_out_of_the_plan_are_told_so_in_the_workbook(planner: Shell, tmp_path: Path) -> None:
    """As the page tells them; the sums of both are the same."""
    import_id, _ = first_import(planner.home)
    planner.run("plan", import_id, "--without", "4,14")
    planner.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [book["Neueinstellungen"][f"Q{row}"].value for row in (4, 14)] == ["Taken out of the plan"] * 2
    told = {line[0].value: line[1].value for line in book["Summary"].iter_rows(max_col=2)}
    assert [told[name] for name in ("taken out of the plan", "ready", "ready, with a warning")] == ["2", "32", "2"]
