"""Knows how rows become a workbook whose every cell is typed text, so that no program computes or reforms it."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from trunkload.portal.handover.mapping import Mapping

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MADE_ON: Final = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed time, so that one order has one content."""

A4: Final = 9
"""The format's own number."""

WIDTH: Final = 18
"""Characters; of a column for which the mapping names no width."""


def write_workbook(mapping: Mapping, rows: Sequence[Sequence[str]]) -> bytes:
    """An XLSX of one worksheet: the header, then a row for each item."""
    import xlsxwriter  # noqa: PLC0415 - a CSV needs no workbooks

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as workbook:
        workbook.set_properties({"title": mapping.name, "created": MADE_ON})
        text = workbook.add_format({"num_format": "@"})
        header = workbook.add_format({"num_format": "@", "bold": True, "text_wrap": True, "valign": "top"})
        sheet = workbook.add_worksheet("Trunkload")
        for place, column in enumerate(mapping.columns):
            sheet.set_column(place, place, column.width or max(WIDTH, len(column.header) + 2), text)
            sheet.write_string(0, place, column.header, header)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, text)
        sheet.freeze_panes(1, 0)
        _fit_to_paper(sheet)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return written.getvalue()


def _fit_to_paper(sheet: "Worksheet") -> None:
    """Every row stays in one line when it is printed, below its headers."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
