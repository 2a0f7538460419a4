"""Knows what a file is by its content, whatever its name says."""

import re
from enum import StrEnum
from typing import Final

from trunkload.intake.refusal import RefusalCode, Refused

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")  # Excel 2, 3 and 4 had no container
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"BM\x00", b"Rar!", b"7z\xbc\xaf")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"
LOOKED_AT = 4096

JSON_STRING: Final = rb'"(?:[^"\\\x00-\x1f]|\\.)*"'
OTHER_TEXTS: Final = {
    "sylk": re.compile(rb"ID;P[^\r\n;]*(?:;[NE])*[\r\n]+(?:[BCFOPW];[A-Z]|E[\r\n])"),
    "dif": re.compile(rb"TABLE\s*[\r\n]+0,1[\r\n]+\""),
    "mhtml": re.compile(
        rb"(?:[A-Za-z-]+:[^\r\n]*(?:\r\n?|\n)(?:[ \t][^\r\n]*(?:\r\n?|\n))*)*?"
        rb"Content-Type:[ \t]*multipart/(?:related|mixed)",
        re.IGNORECASE,
    ),
    "vcard": re.compile(rb"BEGIN:VCARD[ \t]*[\r\n]", re.IGNORECASE),
    "ical": re.compile(rb"BEGIN:VCALENDAR[ \t]*[\r\n]", re.IGNORECASE),
    "json": re.compile(
        rb"\{\s*" + JSON_STRING + rb"\s*:\s*(?:[\[{\"0-9-]|true|false|null)"
        rb"|\[\s*\{\s*(?:" + JSON_STRING + rb"\s*:|\})"
        rb"|\[\s*\[\s*(?:" + JSON_STRING + rb"|-?[0-9.]+|true|false|null)\s*[,\]]"
    ),
}
"""How texts of other programs begin, and no list of people does: a header in braces or brackets is still a header."""


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
    _refuse_other_texts(content[:LOOKED_AT])
    return Container.TEXT


def _refuse_binary(start: bytes) -> None:
    if b"\0" not in start or start.startswith(UTF16):
        return
    if _is_unmarked_utf32(start):
        raise Refused(RefusalCode.UNKNOWN_ENCODING, params={"encoding": "utf-32"})
    if _is_unmarked_utf16(start):
        raise Refused(RefusalCode.UNKNOWN_ENCODING, params={"encoding": "utf-16"})
    raise Refused(RefusalCode.NOT_A_SPREADSHEET)


def _is_unmarked_utf32(start: bytes) -> bool:
    """Western text in UTF-32 has a zero in three of four bytes."""
    least, *others = sorted(start[place::4].count(0) for place in range(4))
    return least == 0 and others[0] > 0.8 * (len(start) // 4)


def _is_unmarked_utf16(start: bytes) -> bool:
    """Western text in UTF-16 without its mark has a zero in nearly every second byte and in no other."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    return min(even, odd) == 0 and max(even, odd) > 0.8 * (len(start) // 2)


def _refuse_markup(start: bytes) -> None:
    """A web page or an XML table is often exported under the name .xls."""
    text = start.removeprefix(UTF8_MARK).lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": "html"})
    if text.startswith(b"<?xml"):
        raise Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": "xml"})


def _refuse_other_texts(start: bytes) -> None:
    """They would be read as a table of one column, or of nonsense."""
    text = start.decode("utf-16", errors="ignore").encode() if start.startswith(UTF16) else start
    text = text.removeprefix(UTF8_MARK).lstrip()
    for name, beginning in OTHER_TEXTS.items():
        if beginning.match(text):
            raise Refused(RefusalCode.UNSUPPORTED_FORMAT, params={"format": name})
