"""Knows how a workbook with the same marks is made of a sheet, where there is no workbook to mark."""

import io
from collections.abc import Collection
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import place_of
from trunkload.reports.workbook.cells import WIDTHS
from trunkload.reports.workbook.comments import AUTHOR, SAYS
from trunkload.reports.workbook.marks import CellMark, Marks
from trunkload.reports.workbook.markup import LONGEST, NO_CHARACTER
from trunkload.reports.workbook.styles import COLOURS
from trunkload.validation.findings import Severity

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MADE_ON: Final = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed time, so that one upload has one workbook."""

WIDTH: Final = 18
"""Characters of a person's column, at least."""

NOTE: Final = {"x_scale": 2.2, "y_scale": 1.4}


def write_marked(sheet: Sheet, marks: Marks, only: Collection[int] | None = None) -> bytes:
    """An XLSX of header and cells as typed text, each at its own address, with marks, comments and a summary.

    `only`: these rows alone, one below the other under the header, to be filled and sent.
    """
    import xlsxwriter  # noqa: PLC0415 - a workbook that is marked itself needs none

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": MADE_ON})
        plain = book.add_format({"num_format": "@"})
        formats: dict[Severity | None, Format] = {None: plain}
        for severity, colour in COLOURS.items():
            formats[severity] = book.add_format({"num_format": "@", "bg_color": f"#{colour[2:]}"})
        header = book.add_format({"num_format": "@", "bold": True})
        people = book.add_worksheet(_name(sheet, marks))
        _write_people(people, sheet, marks, _lines(sheet, only), (formats, header))
        summary = book.add_worksheet(marks.summary_name)
        summary.set_column(0, 0, 44, plain)
        summary.set_column(1, 1, 80, plain)
        for at, line in enumerate(marks.summary):
            for place, text in enumerate(line):
                summary.write_string(at, place, _held(text), plain)
    return written.getvalue()


def _name(sheet: Sheet, marks: Marks) -> str:
    name = sheet.facts.sheet or ""
    usable = 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") == name  # noqa: PLR2004 - Excel's limit
    return name if usable and name.casefold() not in {marks.summary_name.casefold(), "history"} else "Trunkload"


def _lines(sheet: Sheet, only: Collection[int] | None) -> dict[int, int]:
    """Where each row is written (from 0), by its own number; the header's is `facts.header_row`."""
    head = sheet.facts.header_row
    rows = [int(row) for row in sheet.staff.index if only is None or int(row) in only]
    if only is None:
        return {row: row - 1 for row in (head, *rows)}
    return {row: at for at, row in enumerate((head, *rows))}


def _write_people(
    page: "Worksheet",
    sheet: Sheet,
    marks: Marks,
    lines: dict[int, int],
    looks: "tuple[dict[Severity | None, Format], Format]",
) -> None:
    formats, header = looks
    head = lines[sheet.facts.header_row]
    columns = [(place_of(one.letter), one) for one in sheet.columns if one.field is not None]
    marked = {(one.row, one.column): one for one in marks.cells}
    for place, column in columns:
        page.set_column(place, place, max(WIDTH, min(len(column.header) + 2, 40)), formats[None])
        page.write_string(head, place, _held(column.header), header)
        cells = sheet.staff[column.field]
        for row, line in lines.items():
            if row in cells.index:
                _write_cell(page, (line, place), cells[row], marked.get((row, place)), formats)
    edge = max(place for place, _ in columns) + 1
    for at, (heading, width) in enumerate(zip(marks.headings, WIDTHS, strict=True)):
        page.set_column(edge + at, edge + at, width, formats[None])
        page.write_string(head, edge + at, heading, header)
    for row, mark in marks.rows.items():
        if row in lines and mark.to_do:
            page.write_string(lines[row], edge, _held(mark.to_do), formats[None])
        if row in lines:
            page.write_string(lines[row], edge + 1, _held(mark.status), formats[mark.severity])
    page.freeze_panes(head + 1, 0)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _write_cell(
    page: "Worksheet",
    at: tuple[int, int],
    text: object,
    mark: CellMark | None,
    formats: "dict[Severity | None, Format]",
) -> None:
    shown = formats[None if mark is None else mark.severity]
    if isinstance(text, str) and text:
        page.write_string(*at, _held(text), shown)
    elif mark is not None:
        page.write_blank(*at, None, shown)
    if mark is not None:
        page.write_comment(*at, _held(SAYS + mark.text), {"author": AUTHOR, **NOTE})


def _held(text: str) -> str:
    """What a cell can hold."""
    clean = NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"
