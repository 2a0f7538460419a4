"""Knows which reader takes which workbook, by its content."""

from typing import Final

from trunkload.intake.formats import Container, container_of
from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.archive import Archive, open_archive
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.relations import refuse_document_types, workbook_part
from trunkload.intake.workbooks.xlsx.workbook import read_xlsx

OPEN_DOCUMENT: Final = ("mimetype", "content.xml", "META-INF/manifest.xml")
APPLE_NUMBERS: Final = ".iwa"


def read_book(content: bytes, limits: Limits) -> Book:
    """Every visible worksheet of a workbook; raises Refused, whatever the content is."""
    if container_of(content) is Container.COMPOUND:
        from trunkload.intake.workbooks.xls.workbook import read_xls  # noqa: PLC0415  # each child reads one format

        return read_xls(content, limits)
    return _of_archive(open_archive(content, limits), limits)


def _of_archive(archive: Archive, limits: Limits) -> Book:
    refuse_document_types(archive)
    workbook = workbook_part(archive)
    if workbook is not None and workbook.endswith(".bin"):
        from trunkload.intake.workbooks.xlsb.workbook import read_xlsb  # noqa: PLC0415  # as above

        return read_xlsb(archive, limits)
    if workbook is not None:
        return read_xlsx(archive, workbook, limits)
    if any(name in archive.parts for name in OPEN_DOCUMENT):
        from trunkload.intake.workbooks.ods.document import read_ods  # noqa: PLC0415  # as above

        return read_ods(archive, limits)
    if any(name.lower().endswith(APPLE_NUMBERS) for name in archive.parts):
        raise Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": "numbers"})
    raise Refused(RefusalCode.NOT_A_SPREADSHEET)
