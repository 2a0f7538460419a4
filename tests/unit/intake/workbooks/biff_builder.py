"""Knows how tests write the records of an old Excel workbook."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from tests.unit.intake.workbooks.compound_builder import compound_file
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.xls.workbook import read_xls

VISIBLE, HIDDEN, VERY_HIDDEN = range(3)
WORKSHEET, MACRO_SHEET, CHART = range(3)


@dataclass(frozen=True)
class Sheet:
    """A sheet's name and the records between its BOF and its EOF."""

    name: str
    records: bytes = b""
    state: int = VISIBLE
    kind: int = WORKSHEET


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def text(value: str, *, wide: bool = False, length: str = "H") -> bytes:
    encoded = value.encode("utf-16-le" if wide else "latin-1")
    return struct.pack(f"<{length}B", len(value), wide) + encoded


def bof(kind: int = 0x10, version: int = 0x600) -> bytes:
    return record(0x809, struct.pack("<HHHHII", version, kind, 0, 0, 0, 0))


EOF = record(0x0A)


def shared_texts(*values: str) -> bytes:
    """An SST of wide texts."""
    counts = struct.pack("<II", len(values), len(values))
    return record(0xFC, counts + b"".join(text(value, wide=True) for value in values))


def formats(*codes: str) -> bytes:
    """Cell format 0 is General, then one for each of these codes."""
    numbered = list(enumerate(codes, start=164))
    named = b"".join(record(0x41E, struct.pack("<H", number) + text(code, wide=True)) for number, code in numbered)
    return named + b"".join(
        record(0xE0, struct.pack("<HH16x", 0, number)) for number in (0, *range(164, 164 + len(codes)))
    )


def cell(kind: int, row: int, column: int, body: bytes, cell_format: int = 0) -> bytes:
    """Rows and columns from 0, as the file counts them."""
    return record(kind, struct.pack("<HHH", row, column, cell_format) + body)


def label(row: int, column: int, value: str) -> bytes:
    return cell(0x204, row, column, text(value, wide=True))


def number(row: int, column: int, value: float, cell_format: int = 0) -> bytes:
    return cell(0x203, row, column, struct.pack("<d", value), cell_format)


def formula(row: int, column: int, result: bytes, options: int = 0, cell_format: int = 0) -> bytes:
    return cell(0x06, row, column, result + struct.pack("<HIH", options, 0, 0), cell_format)


def workbook_stream(sheets: Sequence[Sheet], before: bytes = b"", version: int = 0x600) -> bytes:
    """What stands before the sheets, then the sheets one after the other."""
    names = [text(sheet.name, wide=True, length="B") for sheet in sheets]
    start = bof(5, version) + before
    place = len(start) + sum(4 + 6 + len(name) for name in names) + len(EOF)
    bounds, bodies = b"", b""
    for sheet, name in zip(sheets, names, strict=True):
        bounds += record(0x85, struct.pack("<IBB", place + len(bodies), sheet.state, sheet.kind) + name)
        bodies += bof() + sheet.records + EOF
    return start + bounds + EOF + bodies


def xls(records: bytes, before: bytes = b"") -> bytes:
    """A workbook of one sheet with these records."""
    return compound_file({"Workbook": workbook_stream([Sheet("Mitarbeiter", records)], before)})


def read(records: bytes, before: bytes = b"", limits: Limits = LIMITS) -> Book:
    return read_xls(xls(records, before), limits)
