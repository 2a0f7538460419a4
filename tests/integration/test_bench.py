"""What the benchmarks measure of ours does what it is measured for."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine

from bench.inventory.ledger import account_without_numbers, fill_ledger, people
from bench.inventory.taking import Taking
from bench.marking.book import marks_of, read_sheet_of, write_book
from bench.marking.child import NEW, WAYS
from bench.marking.round_trip import round_trip
from bench.pages.bare import pieces, plain_values, template
from bench.pages.staff import failing
from bench.reader import OUR_TEXT, OUR_WORKBOOK, READERS
from bench.staff_files import write_csv, write_xlsx
from bench.validation.measure import difference
from bench.validation.peers import ours
from bench.validation.sheets import read_failures, read_table, write_sheet, write_workbook
from trunkload.intake.sheet import Sheet
from trunkload.reports.build_view import build_report
from trunkload.reports.page import render_page
from trunkload.storage.accounts import read_account, save_account
from trunkload.storage.database import reading, writing


@pytest.mark.parametrize(
    ("reader", "write", "name"), [(OUR_TEXT, write_csv, "staff.csv"), (OUR_WORKBOOK, write_xlsx, "staff.xlsx")]
)
def test_our_readers_of_the_benchmarks_read_every_row(
    reader: str, write: Callable[[Path, int], Path], name: str, tmp_path: Path
) -> None:
    read = READERS[reader]()(write(tmp_path / name, 30))
    assert isinstance(read, Sheet)
    assert len(read.staff) == 30


def test_our_rules_of_the_benchmarks_find_just_the_failures_of_the_oracle(tmp_path: Path) -> None:
    write_sheet(tmp_path, 3_000)
    judge = ours.judge(read_table(tmp_path, 3_000))
    assert difference(judge.failures(judge.call()), read_failures(tmp_path, 3_000)) == ""


def test_the_workbook_that_is_checked_is_read_under_its_german_headers(tmp_path: Path) -> None:
    read = READERS[OUR_WORKBOOK]()(write_workbook(tmp_path / "staff.xlsx", 200))
    assert isinstance(read, Sheet)
    assert len(read.staff) == 200
    assert {column.how for column in read.columns} == {"synonym"}


def test_every_way_to_take_numbers_takes_one_for_everybody(engine: Engine) -> None:
    with writing(engine) as conn:
        save_account(conn, account_without_numbers(101_000))
        fill_ledger(conn, 101_000)
    with reading(engine) as conn:
        account = read_account(conn)
    assert account is not None
    assert len(account.numbers) == 101_000
    taking = Taking(engine, account, people(20))
    for way in (taking.ours, taking.one_statement, taking.row_by_row, taking.row_by_row_at_once):
        assert way() == 20
        taking.give_back()


def test_the_workbook_that_is_marked_shows_the_same_marks_either_way(tmp_path: Path) -> None:
    path = write_book(tmp_path / "staff.xlsx", 70)
    shown = [opened_marks(mark(path, marks_of(70))) for mark in WAYS.values()]
    assert shown[0] == shown[1]
    assert [(where, colour) for where, _, colour, _ in shown[0] if colour] == [
        (where, "FFFFC7CE") for where in ("F2", "F35", "F68")
    ]


def test_the_workbook_that_is_written_anew_shows_the_same_marks_either_way() -> None:
    """The peer writes no header."""
    ours, peers = (opened_marks(write(read_sheet_of(70), marks_of(70))) for write in NEW.values())
    assert [one[:3] for one in ours if one[0][1:] != "1"] == [one[:3] for one in peers if one[0][1:] != "1"]


def test_the_workbook_that_goes_round_is_read_again_whole(tmp_path: Path) -> None:
    assert len(round_trip(write_workbook(tmp_path / "staff.xlsx", 20)).staff) == 20


def opened_marks(content: bytes) -> list[tuple[str, object, str | None, str | None]]:
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [
        (
            cell.coordinate,
            cell.value,
            cell.fill.fgColor.rgb if cell.comment else None,
            cell.comment.text if cell.comment else None,
        )
        for row in page.iter_rows()
        for cell in row
    ]


def test_the_bare_template_writes_the_bytes_of_our_page() -> None:
    view = build_report(failing(600))
    assert view.lacks_cells
    assert "".join(pieces(template(), plain_values(view))) == render_page(view)
