"""Knows one file of the corpus: its bytes, and by a person's hand what has to come out of it."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

HEADER: Final = ("Vorname", "Nachname", "Bemerkung")
FIELDS: Final = ("first_name", "last_name", "remark")
UTE: Final = ("Ute", "Arndt")
BODO: Final = ("Bodo", "Brandt")
MADE_ON: Final = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed time where a writer asks for one, so that one input has one content."""

SHEET: Final = "xl/worksheets/sheet1.xml"
WORKBOOK: Final = "xl/workbook.xml"
STRINGS: Final = "xl/sharedStrings.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"

Expected = Mapping[str, Any]
Rows = Mapping[int, Mapping[str, str]]
Change = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Case:
    """`name` is the path below files/; `expected` is written beside it as JSON."""

    name: str
    content: bytes = field(repr=False)
    expected: Expected


def refused(code: str, row: int | None = None, column: str | None = None, **choices: object) -> Expected:
    """The refusal with its place, both exactly so."""
    where = {key: value for key, value in (("row", row), ("column", column)) if value is not None}
    return {"refused": {"code": code, **where}} | ({"choices": choices} if choices else {})


def comes_out(rows: Rows, **more: object) -> Expected:
    """The Sheet: what is not named in `more` is what a plain workbook with its header in row 1 has."""
    usual = {"format": "xlsx", "header_row": 1, "skipped": {}, "marks": {}}
    return usual | more | {"rows": {str(row): cells for row, cells in rows.items()}}


def people(*rows: Sequence[str | None], first: int = 2, fields: Sequence[str] = FIELDS) -> Rows:
    """What rows hold by field, one below the other from row `first` on; None is an empty cell."""
    return {
        number: {name: cell for name, cell in zip(fields, row, strict=False) if cell is not None}
        for number, row in enumerate(rows, start=first)
    }


def patched(content: bytes, *changes: tuple[str, Change], renamed: Mapping[str, str] | None = None) -> bytes:
    """The archive with some parts changed and some called otherwise; every change has to change something."""
    by_part: dict[str, list[Change]] = {}
    for part, change in changes:
        by_part.setdefault(part, []).append(change)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in given.namelist():
            body = given.read(name)
            for change in by_part.pop(name, []):
                before, body = body, change(body)
                if body == before:
                    raise ValueError(f"Nothing changes in {name}")
            new.writestr(part_info((renamed or {}).get(name, name)), body)
    if by_part:
        raise ValueError(f"No such parts: {', '.join(by_part)}")
    return written.getvalue()


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in parts.items():
            new.writestr(part_info(name), body)
    return written.getvalue()


def part_info(name: str) -> zipfile.ZipInfo:
    """A part of the archive, always of the same time."""
    info = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def replaced(old: str, new: str) -> Change:
    return lambda body: body.replace(old.encode(), new.encode())
