"""Knows how an OpenDocument spreadsheet (.ods) becomes a Book."""

from typing import Final

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.markup import elements, walk
from trunkload.intake.workbooks.ods.content import Content
from trunkload.intake.workbooks.ods.formats import Formats, StylesPart

CONTENT, STYLES, MANIFEST, KIND = "content.xml", "styles.xml", "META-INF/manifest.xml", "mimetype"
SPREADSHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
MACROS: Final = ("Basic/", "Scripts/")


def read_ods(archive: Archive, limits: Limits) -> Book:
    """Every visible worksheet; raises Refused for other documents, passwords, damage and beyond the limits."""
    _refuse_encrypted(archive)
    if KIND in archive.parts and not b"".join(archive.unpacked(KIND)).startswith(SPREADSHEET):
        raise Refused(RefusalCode.NOT_A_SPREADSHEET)
    if CONTENT not in archive.parts:
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    formats = Formats()
    if STYLES in archive.parts:
        walk(archive.unpacked(STYLES), StylesPart(formats).parser)
    content = Content(limits, formats)
    walk(archive.unpacked(CONTENT), content.parser)
    if not content.is_spreadsheet:
        raise Refused(RefusalCode.NOT_A_SPREADSHEET)
    return Book(
        "ods",
        content.sheets,
        hidden_sheets=tuple(content.hidden_sheets),
        date_system=content.date_system,
        macros=any(name.startswith(MACROS) for name in archive.parts),
    )


def _refuse_encrypted(archive: Archive) -> None:
    """The parts of a document with a password are listed as encrypted."""
    if MANIFEST in archive.parts and elements(archive.unpacked(MANIFEST), frozenset({"encryption-data"})):
        raise Refused(RefusalCode.PASSWORD_PROTECTED)
