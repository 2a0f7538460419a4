"""Marks a workbook in one way and prints what it took: CPU seconds and the peak of memory."""

import io
import json
import resource
import sys
import time
from pathlib import Path

from bench.marking.book import COLUMNS, NAME, marks_of, sheet_of
from trunkload.reports.workbook.marks import Marks
from trunkload.reports.workbook.package import mark_workbook


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
        cell.fill, cell.comment = red, Comment(one.text, "Trunkload")
    for column, heading in enumerate(marks.headings, start=COLUMNS + 1):
        page.cell(1, column, heading)
    for row, mark in marks.rows.items():
        page.cell(row, COLUMNS + 1, mark.to_do or None)
        page.cell(row, COLUMNS + 2, mark.status)
    book.create_sheet(marks.summary_name).append(list(marks.summary[0]))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WAYS = {"ours": ours, "openpyxl": openpyxl}


def main(way: str, path: Path, rows: int) -> None:
    marks = marks_of(rows)
    before = time.process_time()
    size = len(WAYS[way](path, marks))
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mib": peak, "size": size}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
