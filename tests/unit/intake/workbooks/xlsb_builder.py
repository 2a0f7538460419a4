"""Knows how tests write a binary workbook; no program but Excel does."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.workbooks.archive import open_archive
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.xlsb.workbook import read_xlsb

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VISIBLE, HIDDEN, VERY_HIDDEN = range(3)


@dataclass(frozen=True)
class Sheet:
    """A sheet's name and records; `kind` is the last word of its relation's type."""

    name: str
    records: bytes = b""
    state: int = VISIBLE
    kind: str = "worksheet"


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, packed = len(body), b""
    while length >= 0x80:
        packed, length = packed + bytes([length & 0x7F | 0x80]), length >> 7
    return head + packed + bytes([length]) + body


def text(value: str) -> bytes:
    encoded = value.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def row(place: int, *, height: int = 300, options: int = 0) -> bytes:
    return record(0, struct.pack("<IIHBBB", place, 0, height, 0, options, 0))


def cell(kind: int, column: int, body: bytes, cell_format: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, cell_format) + body)


def short_cell(kind: int, body: bytes, cell_format: int = 0) -> bytes:
    return record(kind, struct.pack("<I", cell_format) + body)


def shared_texts(*values: str) -> bytes:
    """The texts one after the other, each with something on its looks behind it."""
    ones = b"".join(record(19, b"\1" + text(value) + struct.pack("<III", 1, 0, 0)) for value in values)
    return record(159, struct.pack("<II", len(values), len(values))) + ones + record(160)


def styles(*codes: str) -> bytes:
    """Cell format 0 is General, then one for each of these codes; a list for named styles stands before."""
    numbers = [0, *range(164, 164 + len(codes))]
    named = b"".join(
        record(44, struct.pack("<H", number) + text(code)) for number, code in zip(numbers[1:], codes, strict=True)
    )
    misleading = record(626) + record(47, struct.pack("<HH12x", 0, 14)) + record(627)
    ones = b"".join(record(47, struct.pack("<HH12x", 0, number)) for number in numbers)
    return record(278) + named + misleading + record(617) + ones + record(618) + record(279)


def relations(ones: Mapping[str, tuple[str, str]]) -> bytes:
    """Kind and target by name."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>' for name, (kind, target) in ones.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'.encode()


def parts_of(sheets: Sequence[Sheet], *, dates_1904: bool = False, **others: bytes) -> dict[str, bytes]:
    """The parts of a workbook; `others` are sharedStrings and styles."""
    bounds = b"".join(
        record(156, struct.pack("<II", sheet.state, place) + text(f"rId{place}") + text(sheet.name))
        for place, sheet in enumerate(sheets, start=1)
    )
    book = (
        record(131) + record(153, struct.pack("<II", dates_1904, 0)) + record(143) + bounds + record(144) + record(132)
    )
    targets = {f"rId{place}": (sheet.kind, f"sheets/sheet{place}.bin") for place, sheet in enumerate(sheets, start=1)}
    targets |= {name: (name, f"/xl/{name}.bin") for name in others}
    return {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": relations(targets),
        **{f"xl/{name}.bin": body for name, body in others.items()},
        **{f"xl/sheets/sheet{place}.bin": sheet.records for place, sheet in enumerate(sheets, start=1)},
    }


def archive_of(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(zipfile.ZipInfo(name), body, method)
    return content.getvalue()


def read_parts(parts: Mapping[str, bytes], limits: Limits = LIMITS) -> Book:
    return read_xlsb(open_archive(archive_of(parts), limits), limits)


def read(records: bytes, limits: Limits = LIMITS, **others: bytes) -> Book:
    """A workbook of one sheet with these records."""
    return read_parts(parts_of([Sheet("Mitarbeiter", records)], dates_1904=False, **others), limits)
