"""Knows how an old Excel workbook (.xls, BIFF8) becomes a Book: its sheets, formats and shared texts."""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.allowance import Allowance
from trunkload.intake.workbooks.damaged import cut_off, damaged
from trunkload.intake.workbooks.grid import Book
from trunkload.intake.workbooks.number_format import BUILT_IN, LONGEST
from trunkload.intake.workbooks.xls import biff
from trunkload.intake.workbooks.xls.biff_strings import Strings
from trunkload.intake.workbooks.xls.compound import Compound
from trunkload.intake.workbooks.xls.records import Shared
from trunkload.intake.workbooks.xls.sheet import read_worksheet

WORKBOOK, OLDER_WORKBOOK, ENCRYPTED, MACROS = "workbook", "book", "encryptedpackage", "_vba_project_cur"
SHORT: Final = struct.Struct("<H")
PAIR: Final = struct.Struct("<HH")
BOUND: Final = struct.Struct("<IBB")
"""Where the sheet begins in the stream, whether it is hidden, what it is."""
WORKSHEET: Final = 0
SHOWN, SHOWN_BITS = 0, 3


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    start: int
    visible: bool


@dataclass(slots=True)
class _Globals:
    """What stands before the first sheet."""

    sheets: list[_Sheet] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    cell_formats: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    date_system: int = 1900


def read_xls(content: bytes, limits: Limits) -> Book:
    """Every visible worksheet; raises Refused for other documents, older workbooks, passwords and damage."""
    compound = Compound(content)
    stream = _workbook_stream(compound)
    known = _globals(stream)
    codes = tuple(known.formats.get(one) or BUILT_IN.get(str(one), "General") for one in known.cell_formats)
    shared = Shared(stream, known.texts, codes, known.date_system)
    allowance = Allowance(limits)
    sheets, walked = [], 0
    for sheet in known.sheets:
        if sheet.visible:
            grid, length = read_worksheet(shared, sheet.start, sheet.name, limits, allowance)
            sheets.append(grid.packed())
            walked += length
            if walked > len(stream):  # sheets lie one after the other, none is part of another
                raise damaged()
    return Book(
        "xls",
        sheets,
        hidden_sheets=tuple(sheet.name for sheet in known.sheets if not sheet.visible),
        date_system=known.date_system,
        macros=MACROS in compound.entries,
    )


def _workbook_stream(compound: Compound) -> bytes:
    if ENCRYPTED in compound.entries:
        raise Refused(RefusalCode.PASSWORD_PROTECTED)
    if WORKBOOK in compound.entries:
        stream = compound.read(WORKBOOK)
        _refuse_older(stream)
        return stream
    if OLDER_WORKBOOK in compound.entries:
        raise _too_old()
    raise Refused(RefusalCode.NOT_A_SPREADSHEET)


def _refuse_older(stream: bytes) -> None:
    if len(stream) < biff.HEAD.size + PAIR.size:
        raise cut_off()
    kind, _ = biff.HEAD.unpack_from(stream)
    version, _ = PAIR.unpack_from(stream, biff.HEAD.size)
    if kind in biff.OLDER_BOFS or (kind == biff.BOF and version < biff.VERSION_8):
        raise _too_old()
    if kind != biff.BOF or version != biff.VERSION_8:
        raise damaged()


def _too_old() -> Refused:
    return Refused(RefusalCode.TOO_OLD_FORMAT, params={"format": "xls"})


def _globals(stream: bytes) -> _Globals:
    known = _Globals()
    for kind, start, end in biff.substream(stream, 0):
        if kind == biff.FILEPASS:
            raise Refused(RefusalCode.PASSWORD_PROTECTED)
        if kind in READ:
            READ[kind](known, stream, start, end)
    return known


def _bound_sheet(known: _Globals, stream: bytes, start: int, end: int) -> None:
    place, state, kind = _unpacked(BOUND, stream, start, end)
    if kind == WORKSHEET:
        name = Strings([stream[start + BOUND.size : end]]).next_short()
        known.sheets.append(_Sheet(name, place, state & SHOWN_BITS == SHOWN))


def _date_mode(known: _Globals, stream: bytes, start: int, end: int) -> None:
    (mode,) = _unpacked(SHORT, stream, start, end)
    known.date_system = 1904 if mode else 1900


def _format(known: _Globals, stream: bytes, start: int, end: int) -> None:
    (number,) = _unpacked(SHORT, stream, start, end)
    code = Strings([stream[start + SHORT.size : end]]).next()
    if len(code) > LONGEST:
        raise damaged()
    known.formats[number] = code


def _cell_format(known: _Globals, stream: bytes, start: int, end: int) -> None:
    _, number = _unpacked(PAIR, stream, start, end)
    known.cell_formats.append(number)


def _shared_texts(known: _Globals, stream: bytes, start: int, end: int) -> None:
    """The counts before them are often wrong, so that all that are there are read."""
    strings = Strings(biff.continued(stream, start + 2 * PAIR.size, end))
    append, following = known.texts.append, strings.next
    while not strings.at_end():
        append(following())


READ: Final[dict[int, Callable[[_Globals, bytes, int, int], None]]] = {
    biff.BOUNDSHEET: _bound_sheet,
    biff.DATEMODE: _date_mode,
    biff.FORMAT: _format,
    biff.XF: _cell_format,
    biff.SST: _shared_texts,
}


def _unpacked(layout: struct.Struct, stream: bytes, start: int, end: int) -> tuple[int, ...]:
    if end - start < layout.size:
        raise damaged()
    return layout.unpack_from(stream, start)
