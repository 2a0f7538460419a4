"""Marks a workbook in one way and prints what it took: CPU seconds and the peak of memory."""

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.marking.book import COLUMNS, MARKED, NAME, marks_of, read_sheet_of, sheet_of
from bench.marking.peak import peak_mib
from trunkload.intake.sheet import Sheet
from trunkload.reports.workbook.marks import Marks
from trunkload.reports.workbook.package import mark_workbook
from trunkload.reports.workbook.written import write_marked


def ours(path: Path, marks: Marks) -> bytes:
    return mark_workbook(path.read_bytes(), sheet_of(path), marks)


def openpyxl(path: Path, marks: Marks) -> bytes:
    """Load, mark, save: the same cells, comments and two columns."""
    from openpyxl import load_workbook  # noqa: PLC0415 - each child loads what it measures
    from openpyxl.comments import Comment  # noqa: PLC0415 - the same
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - the same

    book = load_workbook(path)
    page, red = book[NAME], PatternFill("solid", fgColor="FFFFC7CE")
    for one in marks.cells:
        cell = page.cell(one.row, one.column + 1)
        cell.fill, cell.comment = red, Comment(f"Trunkload: {one.text}", "Trunkload")
    for column, heading in enumerate(marks.headings, start=COLUMNS + 1):
        page.cell(1, column, heading)
    for row, mark in marks.rows.items():
        page.cell(row, COLUMNS + 1, mark.to_do or None)
        page.cell(row, COLUMNS + 2, mark.status)
    book.create_sheet(marks.summary_name).append(list(marks.summary[0]))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsxwriter(sheet: Sheet, marks: Marks) -> bytes:
    """A new workbook, row by row, in its mode of constant memory."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - the same

    out = io.BytesIO()
    told = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, told) as book:
        plain, red = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "bg_color": "#FFC7CE"})
        page, notes = book.add_worksheet(NAME), {one.row: one.text for one in marks.cells}
        for row, cells in zip(sheet.staff.index, sheet.staff.itertuples(index=False), strict=True):
            for column, text in enumerate(cells):
                page.write_string(row - 1, column, text, red if row in notes and column == MARKED else plain)
            for column, text in enumerate((marks.rows[row].to_do, marks.rows[row].status), start=COLUMNS):
                if text:
                    page.write_string(row - 1, column, text, plain)
            if row in notes:
                page.write_comment(row - 1, MARKED, notes[row])
        book.add_worksheet(marks.summary_name).write_row(0, 0, marks.summary[0])
    return out.getvalue()


WAYS: Final = {"ours": ours, "openpyxl": openpyxl}
NEW: Final[dict[str, Callable[[Sheet, Marks], bytes]]] = {"streamed": write_marked, "xlsxwriter": xlsxwriter}


def main(way: str, path: Path, rows: int) -> None:
    marks = marks_of(rows)
    sheet = read_sheet_of(rows) if way in NEW else None
    before = time.process_time()
    content = WAYS[way](path, marks) if sheet is None else NEW[way](sheet, marks)
    seconds = time.process_time() - before
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mib": peak_mib(), "size": len(content)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
