"""Knows what a file is by its content, whatever its name says."""

from enum import StrEnum

from trunkload.intake.refusal import RefusalCode, Refused

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")  # Excel 2, 3 and 4 had no container
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"BM\x00", b"Rar!", b"7z\xbc\xaf")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
LOOKED_AT = 4096


class Container(StrEnum):
    """What can be read on: an archive or a compound file (of which not all are workbooks), or text."""

    ARCHIVE = "archive"
    COMPOUND = "compound"
    TEXT = "text"


def container_of(content: bytes) -> Container:
    """Raises Refused for everything that is neither an archive nor text."""
    if not content:
        raise Refused(RefusalCode.EMPTY_FILE)
    if content.startswith(b"PK\x03\x04"):
        return Container.ARCHIVE
    if content.startswith(OLE2):
        return Container.COMPOUND
    if content.startswith(OLD_EXCEL):
        raise Refused(RefusalCode.TOO_OLD_FORMAT, params={"format": "xls"})
    if content.startswith(BINARY):
        raise Refused(RefusalCode.NOT_A_SPREADSHEET)
    _refuse_binary(content[:LOOKED_AT])
    _refuse_markup(content[:LOOKED_AT])
    return Container.TEXT


def _refuse_binary(start: bytes) -> None:
    if b"\0" not in start or start.startswith(UTF16):
        return
    if _is_unmarked_utf16(start):
        raise Refused(RefusalCode.UNKNOWN_ENCODING, params={"encoding": "utf-16"})
    raise Refused(RefusalCode.NOT_A_SPREADSHEET)


def _is_unmarked_utf16(start: bytes) -> bool:
    """Western text in UTF-16 without its mark has a zero in nearly every second byte and in no other."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    return min(even, odd) == 0 and max(even, odd) > 0.8 * (len(start) // 2)


def _refuse_markup(start: bytes) -> None:
    """A web page or an XML table is often exported under the name .xls."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": "html"})
    if text.startswith(b"<?xml"):
        raise Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": "xml"})
