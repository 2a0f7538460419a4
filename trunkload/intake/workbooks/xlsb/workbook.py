"""Knows how a binary workbook (.xlsb) becomes a Book: its sheets, formats and shared texts."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname
from typing import Final

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.allowance import Allowance
from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.damaged import damaged
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.number_format import BUILT_IN, LONGEST
from trunkload.intake.workbooks.relations import relations, workbook_part
from trunkload.intake.workbooks.xlsb import records as kinds
from trunkload.intake.workbooks.xlsb.records import records, text_at, unpacked
from trunkload.intake.workbooks.xlsb.sheet import Shared, read_worksheet

FLAGS: Final = struct.Struct("<I")
DATES_1904: Final = 0x01
SHEET_START: Final = struct.Struct("<II")
SHOWN: Final = 0
FORMAT_NUMBER: Final = struct.Struct("<H")
CELL_FORMAT: Final = struct.Struct("<HH")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    relation: str
    visible: bool


def read_xlsb(archive: Archive, limits: Limits) -> Book:
    """Every visible worksheet; raises Refused for damage and beyond the limits."""
    workbook = workbook_part(archive)
    if workbook is None:
        raise Refused(RefusalCode.NOT_A_SPREADSHEET)
    folder = dirname(workbook)
    targets = relations(archive, f"{folder}/_rels/{basename(workbook)}.rels".lstrip("/"), folder)
    date_system, sheets = _workbook(archive, workbook)
    worksheets = [sheet for sheet in sheets if _target(targets, sheet)[0] == "worksheet"]
    visible = {sheet.name: _target(targets, sheet)[1] for sheet in worksheets if sheet.visible}
    if len(set(visible.values())) < sum(sheet.visible for sheet in worksheets):
        raise damaged()
    parts = dict(targets.values())
    shared = Shared(_texts(archive, parts.get("sharedStrings")), _codes(archive, parts.get("styles")), date_system)
    allowance = Allowance(limits)
    return Book(
        "xlsb",
        [
            read_worksheet(_records(archive, part), name, shared, limits, allowance).packed()
            for name, part in visible.items()
        ],
        hidden_sheets=tuple(sheet.name for sheet in worksheets if not sheet.visible),
        date_system=date_system,
        macros=any(name.lower().endswith("vbaproject.bin") for name in archive.parts),
    )


def _target(targets: Mapping[str, tuple[str, str]], sheet: _Sheet) -> tuple[str, str]:
    """Kind and part of a sheet."""
    if sheet.relation not in targets:
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    return targets[sheet.relation]


def _workbook(archive: Archive, part: str) -> tuple[int, list[_Sheet]]:
    """Date system and sheets of every kind."""
    date_system, sheets = 1900, []
    for kind, body in _records(archive, part):
        if kind == kinds.SETTINGS:
            (flags,) = unpacked(FLAGS, body)
            date_system = 1904 if flags & DATES_1904 else 1900
        elif kind == kinds.SHEET:
            state, _ = unpacked(SHEET_START, body)
            relation, end = text_at(body, SHEET_START.size)
            sheets.append(_Sheet(text_at(body, end)[0], relation, state == SHOWN))
    return date_system, sheets


def _texts(archive: Archive, part: str | None) -> list[str]:
    """One byte of flags, then the text; how it looks and how it is read aloud follow."""
    if part is None:
        return []
    return [text_at(body, 1)[0] for kind, body in _records(archive, part) if kind == kinds.SHARED_TEXT]


def _codes(archive: Archive, part: str | None) -> list[str]:
    """The number format of each cell format. Those that named styles have stand in a list of their own."""
    if part is None:
        return []
    codes: dict[int, str] = {}
    numbers: list[int] = []
    of_cells = False
    for kind, body in _records(archive, part):
        if kind in (kinds.CELL_FORMATS, kinds.CELL_FORMATS_END):
            of_cells = kind == kinds.CELL_FORMATS
        elif kind == kinds.CELL_FORMAT and of_cells:
            numbers.append(unpacked(CELL_FORMAT, body)[1])
        elif kind == kinds.FORMAT:
            (number,) = unpacked(FORMAT_NUMBER, body)
            codes[number], _ = text_at(body, FORMAT_NUMBER.size)
            if len(codes[number]) > LONGEST:
                raise damaged()
    return [codes.get(number) or BUILT_IN.get(str(number), "General") for number in numbers]


def _records(archive: Archive, part: str) -> Iterator[kinds.Record]:
    if part not in archive.parts:
        raise Refused(RefusalCode.CORRUPT_ARCHIVE)
    return records(archive.unpacked(part))
