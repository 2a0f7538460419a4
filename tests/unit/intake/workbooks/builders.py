"""Knows how tests make the parts of an Excel workbook, small and readable, and read them without a process."""

from collections.abc import Mapping

import pandas as pd

from tests.unit.intake.builders import zipped
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.raw import RawTable, texts_by_row
from trunkload.intake.received import received
from trunkload.intake.workbooks.archive import open_archive
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.relations import refuse_document_types, workbook_part
from trunkload.intake.workbooks.wire import told
from trunkload.intake.workbooks.xlsx.workbook import read_xlsx

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*targets: tuple[str, str]) -> bytes:
    """One relation for each kind and target; ids count from rId1."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f"<Relationships>{items}</Relationships>".encode()


def parts_of(
    body: str,
    *,
    strings: str = "",
    formats: tuple[str, ...] = (),
    workbook: str = "",
    around: str = "<sheetData>%s</sheetData>",
) -> dict[str, bytes]:
    """A workbook with one worksheet: `body` are its rows, `strings` the items of the shared strings."""
    custom = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(formats)))
    sheets = f'{workbook}<sheets><sheet name="Mitarbeiter" r:id="rId1"/></sheets>'
    cells = f'<numFmts>{custom}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs>'
    return {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns:r="{DOCUMENT}">{sheets}</workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{NAMESPACE}">{around % body}</worksheet>'.encode(),
        "xl/sharedStrings.xml": f'<sst xmlns="{NAMESPACE}">{strings}</sst>'.encode(),
        "xl/styles.xml": f"<styleSheet>{cells}</styleSheet>".encode(),
    }


def tables_of(parts: Mapping[str, bytes], limits: Limits = LIMITS, *, at_once: bool = False) -> tuple[RawTable, ...]:
    """Read in this process, element by element or many cells at once."""
    return received(message_of(read_with(zipped(parts), limits, at_once=at_once)), limits).tables


def read_with(content: bytes, limits: Limits = LIMITS, *, at_once: bool) -> Book:
    """The book, read in the one way or the other, whatever its size."""
    archive = open_archive(content, limits)
    workbook = workbook_part(archive)
    assert workbook is not None
    refuse_document_types(archive)
    return read_xlsx(archive, workbook, limits, large=0 if at_once else 1 << 62)


def message_of(book: Book) -> bytes:
    facts = {"hidden_sheets": list(book.hidden_sheets), "date_system": book.date_system, "macros": book.macros}
    return b"".join(told(book.sheets, format=book.format, **facts))


def shown(table: RawTable) -> dict[int, dict[int, str]]:
    """All texts by row and column."""
    return {row: texts for row, texts in texts_by_row(table, table.first_row, table.last_row) if texts}


def marks_of(table: RawTable) -> dict[str, dict[int, list[int]]]:
    return {
        mark.value: {place: pd.Series(rows).tolist() for place, rows in by_place.items()}
        for mark, by_place in table.marks.items()
    }
