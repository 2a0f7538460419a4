"""Knows how tests make real workbooks in memory, and how they damage them."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.workbook import Workbook

from trunkload.intake.choices import Choices
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.read import read_sheet
from trunkload.intake.sheet import Sheet
from trunkload.intake.upload import upload_of

SHEET_XML = "xl/worksheets/sheet1.xml"


def workbook(write: Callable[[Workbook], None]) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        write(book)
    return written.getvalue()


def staff_workbook(*rows: tuple[object, ...]) -> bytes:
    """One worksheet, the rows from A1 on."""

    def write(book: Workbook) -> None:
        sheet = book.add_worksheet("Mitarbeiter")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)

    return workbook(write)


def damaged(content: bytes, change: Callable[[bytes], bytes], part: str = SHEET_XML) -> bytes:
    """The workbook with one of its parts changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in given.namelist():
            changed.writestr(name, change(given.read(name)) if name == part else given.read(name))
    return written.getvalue()


def read(content: bytes, sheet_name: str | None = None, limits: Limits = LIMITS) -> Sheet:
    return read_sheet(upload_of("staff.xlsx", content), Choices(sheet=sheet_name), limits=limits)
