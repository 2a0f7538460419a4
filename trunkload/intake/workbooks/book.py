"""Knows which reader takes which workbook, by its content."""

from trunkload.intake.formats import Container, container_of
from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.archive import Archive, open_archive
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.package import refuse_document_types, workbook_part
from trunkload.intake.workbooks.xlsx import read_xlsx

MIMETYPE = "mimetype"
OPEN_DOCUMENT = "content.xml"
NUMBERS = "index/document.iwa"


def read_book(content: bytes, limits: Limits) -> Book:
    """Every visible worksheet of a workbook; raises Refused, whatever the content is."""
    if container_of(content) is Container.COMPOUND:
        raise _ole2(content)
    return _of_archive(open_archive(content, limits), limits)


def _of_archive(archive: Archive, limits: Limits) -> Book:
    workbook = workbook_part(archive)
    if workbook is None or not workbook.endswith((".xml", ".bin")):
        raise _no_workbook(archive)
    if workbook.endswith(".bin"):
        raise Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": "xlsb"})
    refuse_document_types(archive)
    return read_xlsx(archive, workbook, limits)


def _no_workbook(archive: Archive) -> Refused:
    names = {name.casefold() for name in archive.parts}
    if NUMBERS in names or any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        return Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": "numbers"})
    if OPEN_DOCUMENT in archive.parts:
        return Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": "ods"})
    return Refused(RefusalCode.NOT_A_SPREADSHEET)


def _ole2(content: bytes) -> Refused:
    """Microsoft's container of streams, told apart by the names of its streams."""
    if _stream("EncryptedPackage") in content:
        return Refused(RefusalCode.PASSWORD_PROTECTED)
    if _stream("Workbook") in content:
        return Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": "xls"})
    if _stream("Book") in content:
        return Refused(RefusalCode.TOO_OLD_FORMAT, params={"format": "xls"})
    return Refused(RefusalCode.NOT_A_SPREADSHEET)


def _stream(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")
