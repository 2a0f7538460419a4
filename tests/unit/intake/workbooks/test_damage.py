"""Whatever happens to a file on its way, it is read or it is refused."""

import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.intake.workbooks import biff_builder as biff
from tests.unit.intake.workbooks import ods_builder as office
from tests.unit.intake.workbooks import xlsb_builder as binary
from tests.unit.intake.workbooks.compound_builder import compound_file
from trunkload.intake.limits import Limits
from trunkload.intake.refusal import Refused
from trunkload.intake.workbooks.archive import open_archive
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.ods.document import read_ods
from trunkload.intake.workbooks.xls.workbook import read_xls
from trunkload.intake.workbooks.xlsb.workbook import read_xlsb

LIMITS = Limits(rows=2000, cells=10_000)
ReadFile = Callable[[bytes], Book]


@cache
def xls() -> bytes:
    """Every kind of record once, in small and in large streams."""
    records = (
        biff.record(0x208, struct.pack("<HHHHHHI", 1, 0, 1, 255, 0, 0, 0x20))
        + biff.record(0x7D, struct.pack("<HHHHHH", 1, 2, 9, 0, 1, 0))
        + biff.cell(0xFD, 0, 0, struct.pack("<I", 1))
        + biff.label(0, 1, "Müller")
        + biff.number(1, 0, 46357, 1)
        + biff.cell(0x27E, 1, 1, struct.pack("<I", 4711 << 2 | 2))
        + biff.record(0xBD, struct.pack("<HHHIHIH", 2, 0, 0, 30, 1, 34, 1))
        + biff.cell(0x205, 3, 0, b"\x2a\1")
        + biff.formula(3, 1, b"\0\0\0\0\0\0\xff\xff")
        + biff.record(0x207, biff.text("Ergebnis", wide=True))
        + biff.record(0xE5, struct.pack("<H4H", 1, 5, 6, 0, 1))
    )
    texts = biff.record(0xFC, struct.pack("<II", 2, 2) + biff.text("a") + struct.pack("<HB", 4, 0) + b"K\xf6")
    before = biff.formats("dd/mm/yyyy") + texts + biff.record(0x3C, b"\1l\0n\0")
    sheets = [biff.Sheet("Mitarbeiter", records), biff.Sheet("Versteckt", records, biff.HIDDEN)]
    return compound_file({"Workbook": biff.workbook_stream(sheets, before), "Other": bytes(5000)})


def xlsb_parts() -> dict[str, bytes]:
    records = (
        binary.record(60, struct.pack("<IIIIH", 1, 2, 99, 0, 1))
        + binary.row(0)
        + binary.cell(7, 0, struct.pack("<I", 0))
        + binary.cell(6, 1, binary.text("Müller"))
        + binary.row(1, options=0x10)
        + binary.cell(5, 0, struct.pack("<d", 46357), 1)
        + binary.short_cell(13, struct.pack("<I", 4711 << 2 | 2))
        + binary.cell(3, 4, b"\x2a")
        + binary.cell(8, 5, binary.text("Ergebnis") + bytes(10))
        + binary.record(176, struct.pack("<IIII", 5, 6, 0, 1))
    )
    sheets = [binary.Sheet("Mitarbeiter", records), binary.Sheet("Versteckt", records, binary.HIDDEN)]
    return binary.parts_of(sheets, sharedStrings=binary.shared_texts("Köln"), styles=binary.styles("dd/mm/yyyy"))


def content_xml() -> bytes:
    typed = 'office:value-type="date" office:date-value="2026-12-01T08:30:00"'
    rows = (
        office.row(
            office.text("Köln", number_columns_spanned="2"),
            "<table:covered-table-cell/>",
            office.number("1067", "01067"),
        )
        + office.row(office.cell("<text:p>x</text:p>", typed=typed), number_rows_repeated="12")
        + office.row(office.text('a<text:s text:c="12"/>b', number_columns_repeated="3"), visibility="collapse")
        + office.row(office.cell("<text:p>#N/A</text:p>", typed='table:formula="x" calcext:value-type="error"'))
    )
    return office.document(office.table(rows) + office.table(rows, "Versteckt", "ta2")).encode()


def as_xls(content: bytes) -> Book:
    return read_xls(content, LIMITS)


def as_xlsb(content: bytes) -> Book:
    return read_xlsb(open_archive(content, LIMITS), LIMITS)


def as_ods(content: bytes) -> Book:
    return read_ods(open_archive(content, LIMITS), LIMITS)


def read_or_refused(read: ReadFile, content: bytes) -> None:
    with suppress(Refused):
        assert isinstance(read(content), Book)


def flipped(content: bytes, at: int, bit: int) -> bytes:
    at %= len(content)
    return content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]


def changed(content: bytes, at: int, replacement: bytes) -> bytes:
    at %= len(content)
    return content[:at] + replacement + content[at + len(replacement) :]


PLACES, BITS = st.integers(0, 1 << 20), st.integers(0, 7)
REPLACEMENTS = st.sampled_from([b"\0", b"\xff", b"\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f"])


def test_the_files_that_are_damaged_here_are_read_undamaged() -> None:
    for read, content in (
        (as_xls, xls()),
        (as_xlsb, binary.archive_of(xlsb_parts())),
        (as_ods, office.ods(content_xml().decode())),
    ):
        book = read(content)
        assert [grid.sheet for grid in book.sheets] == ["Mitarbeiter"]
        assert book.hidden_sheets == ("Versteckt",)
        assert "Köln".encode() in book.sheets[0].texts


@settings(deadline=None)
@given(PLACES, BITS, REPLACEMENTS)
def test_an_old_workbook_with_a_damaged_place_is_read_or_refused(at: int, bit: int, replacement: bytes) -> None:
    for damaged in (flipped(xls(), at, bit), changed(xls(), at, replacement), xls()[: at % len(xls())]):
        read_or_refused(as_xls, damaged)


@settings(deadline=None)
@given(PLACES, BITS)
def test_a_damaged_archive_is_read_or_refused(at: int, bit: int) -> None:
    for read, content in (
        (as_xlsb, binary.archive_of(xlsb_parts())),
        (as_ods, office.ods(content_xml().decode())),
    ):
        read_or_refused(read, flipped(content, at, bit))
        read_or_refused(read, content[: at % len(content)])


@settings(deadline=None)
@given(st.sampled_from(sorted(xlsb_parts())), PLACES, BITS, REPLACEMENTS)
def test_a_binary_workbook_with_a_damaged_part_is_read_or_refused(
    part: str, at: int, bit: int, replacement: bytes
) -> None:
    """The archive around it is sound, so that the damage comes through to the reader."""
    parts = xlsb_parts()
    for damaged in (flipped(parts[part], at, bit), changed(parts[part], at, replacement), parts[part][: at % 300]):
        read_or_refused(as_xlsb, binary.archive_of(parts | {part: damaged}, zipfile.ZIP_STORED))


@settings(deadline=None)
@given(PLACES, BITS, REPLACEMENTS)
def test_an_open_document_with_damaged_content_is_read_or_refused(at: int, bit: int, replacement: bytes) -> None:
    content = content_xml()
    for damaged in (flipped(content, at, bit), changed(content, at, replacement), content[: at % len(content)]):
        archive = binary.archive_of({"mimetype": office.SPREADSHEET.encode(), "content.xml": damaged})
        read_or_refused(as_ods, archive)


def test_an_old_workbook_cut_off_anywhere_is_read_or_refused() -> None:
    for length in range(0, len(xls()), 7):
        read_or_refused(as_xls, xls()[:length])
