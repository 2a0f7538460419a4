"""Knows what the records of an old Excel worksheet say: cells, what is hidden, what is merged."""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from trunkload.intake.workbooks.allowance import Allowance
from trunkload.intake.workbooks.damaged import damaged
from trunkload.intake.workbooks.grid import Grid, Mark
from trunkload.intake.workbooks.shown import shown_truth, shown_value
from trunkload.intake.workbooks.xls import biff
from trunkload.intake.workbooks.xls.biff_strings import Strings

PLACE: Final = struct.Struct("<HHH")
"""Row, column, number of the cell's format."""
NUMBER: Final = struct.Struct("<HHHd")
RK: Final = struct.Struct("<HHHI")
LABELSST: Final = struct.Struct("<HHHI")
BOOLERR: Final = struct.Struct("<HHHBB")
FORMULA: Final = struct.Struct("<HHH8sH")
RESULT: Final = struct.Struct("<BxBxxxH")
"""A formula's result that is no number: its kind, its value, and the sign that it is none."""
NO_NUMBER: Final = 0xFFFF
CALCULATE_WHEN_OPENED: Final = 0x02
NEVER_CALCULATED: Final = bytes(8)
"""What programs write that cannot calculate themselves: a zero, and the wish above that Excel does it."""

TEXT, TRUTH, ERROR, BLANK = range(4)
BEFORE_TEXT: Final = (biff.SHARED_FORMULA, biff.ARRAY_FORMULA, biff.TABLE, biff.CONTINUE)
"""Records that may stand between a formula and the text that it results in."""

MULRK_START, MULRK_ONE, MULRK_END = struct.Struct("<HH"), struct.Struct("<HI"), struct.Struct("<H")
ROW: Final = struct.Struct("<HHHHHHI")
ROW_HIDDEN: Final = 0x20
COLINFO: Final = struct.Struct("<HHHHH")
COLUMN_HIDDEN: Final = 0x01
COUNT, AREA = struct.Struct("<H"), struct.Struct("<HHHH")

Put = Callable[[int, int, str, Mark | None], None]


@dataclass(frozen=True, slots=True)
class Shared:
    """What every worksheet of the workbook needs; `codes` are the number formats by the number of a cell's format."""

    stream: bytes
    texts: Sequence[str]
    codes: Sequence[str]
    date_system: int


class Reading:
    """The state of the walk: a formula whose text has not come yet."""

    def __init__(self, shared: Shared, grid: Grid, allowance: Allowance, put: Put) -> None:
        self.stream = shared.stream
        self.shared = shared
        self.grid = grid
        self.put = put
        self.allowance = allowance
        self.waiting: tuple[int, int] | None = None
        self.calculated: bool | None = None
        self.start = 0
        self.read_record: dict[int, Callable[[int, int], None]] = {
            biff.LABELSST: self._shared_text,
            biff.NUMBER: self._number,
            biff.RK: self._packed_number,
            biff.MULRK: self._packed_numbers,
            biff.LABEL: self._text,
            biff.RSTRING: self._text,
            biff.BOOLERR: self._truth_or_error,
            biff.FORMULA: self._formula,
            biff.STRING: self._result,
            biff.ROW: self._row,
            biff.COLINFO: self._columns,
            biff.MERGED: self._merged,
        }

    def read(self, at: int) -> int:
        self.start = end = at
        for kind, start, end in biff.substream(self.stream, at):
            if self.waiting and kind != biff.STRING and kind not in BEFORE_TEXT:
                self._never_calculated()
            if kind in self.read_record:
                self.read_record[kind](start, end)
        return end - at

    def _shared_text(self, start: int, end: int) -> None:
        row, column, _, number = self._unpacked(LABELSST, start, end)
        if number >= len(self.shared.texts):
            raise damaged()
        self._put(row, column, self.shared.texts[number])

    def _number(self, start: int, end: int) -> None:
        self._put_number(*self._unpacked(NUMBER, start, end))

    def _packed_number(self, start: int, end: int) -> None:
        row, column, format_, packed = self._unpacked(RK, start, end)
        self._put_number(row, column, format_, biff.real_of(packed))

    def _packed_numbers(self, start: int, end: int) -> None:
        row, first = self._unpacked(MULRK_START, start, end)
        (last,) = self._unpacked(MULRK_END, end - MULRK_END.size, end)
        places = range(start + MULRK_START.size, end - MULRK_END.size, MULRK_ONE.size)
        if len(places) != last - first + 1 or places.start + len(places) * MULRK_ONE.size != places.stop:
            raise damaged()
        for column, place in enumerate(places, start=first):
            format_, packed = MULRK_ONE.unpack_from(self.stream, place)
            self._put_number(row, column, format_, biff.real_of(packed))

    def _text(self, start: int, end: int) -> None:
        row, column, _ = self._unpacked(PLACE, start, end)
        self._put(row, column, Strings(biff.continued(self.stream, start + PLACE.size, end)).next())

    def _truth_or_error(self, start: int, end: int) -> None:
        row, column, _, value, is_error = self._unpacked(BOOLERR, start, end)
        if is_error:
            self._put(row, column, biff.error_of(value), Mark.ERROR)
        else:
            self._put(row, column, shown_truth(value != 0), Mark.TRUTH)

    def _formula(self, start: int, end: int) -> None:
        row, column, format_, result, options = self._unpacked(FORMULA, start, end)
        kind, value, sign = RESULT.unpack(result)
        if options & CALCULATE_WHEN_OPENED and result == NEVER_CALCULATED and not self._others_are_calculated():
            self._put(row, column, "", Mark.NO_RESULT)
        elif sign != NO_NUMBER:
            self._put_number(row, column, format_, biff.REAL.unpack(result)[0])
        elif kind == TEXT:
            self.waiting = (row, column)
        elif kind == TRUTH:
            self._put(row, column, shown_truth(value != 0), Mark.TRUTH)
        elif kind == ERROR:
            self._put(row, column, biff.error_of(value), Mark.ERROR)
        elif kind != BLANK:
            raise damaged()

    def _result(self, start: int, end: int) -> None:
        if self.waiting:
            text = Strings(biff.continued(self.stream, start, end)).next()
            self._put(*self.waiting, text)
            self.waiting = None

    def _others_are_calculated(self) -> bool:
        """Some programs always have that wish and calculate all the same: then not every result is a zero."""
        if self.calculated is None:
            self.calculated = any(
                kind == biff.FORMULA and self._unpacked(FORMULA, start, end)[3] != NEVER_CALCULATED
                for kind, start, end in biff.substream(self.stream, self.start)
            )
        return self.calculated

    def _never_calculated(self) -> None:
        """A text was announced and none came."""
        if self.waiting:
            self._put(*self.waiting, "", Mark.NO_RESULT)
            self.waiting = None

    def _row(self, start: int, end: int) -> None:
        row, _, _, height, _, _, options = self._unpacked(ROW, start, end)
        if options & ROW_HIDDEN or not height:
            self.grid.hidden_rows.add(row + 1)

    def _columns(self, start: int, end: int) -> None:
        first, last, width, _, options = self._unpacked(COLINFO, start, end)
        if options & COLUMN_HIDDEN or not width:
            self.grid.hidden_columns.update(range(first, min(last + 1, self.grid.limits.columns)))

    def _merged(self, start: int, end: int) -> None:
        (count,) = self._unpacked(COUNT, start, end)
        start += COUNT.size
        if end - start < count * AREA.size:
            raise damaged()
        for place in range(start, start + count * AREA.size, AREA.size):
            first_row, last_row, first_column, last_column = AREA.unpack_from(self.stream, place)
            self.grid.merged.append((first_row + 1, first_column, last_row + 1, last_column))

    def _put_number(self, row: int, column: int, format_: int, value: float) -> None:
        codes = self.shared.codes
        if codes and format_ >= len(codes):
            raise damaged()
        text, is_date = shown_value(value, codes[format_] if codes else "General", self.shared.date_system)
        self._put(row, column, text, Mark.DATE if is_date else Mark.NUMBER)

    def _put(self, row: int, column: int, text: str, mark: Mark | None = None) -> None:
        self.allowance.take(1, self.grid.sheet)
        self.put(row + 1, column, text, mark)

    def _unpacked(self, layout: struct.Struct, start: int, end: int) -> tuple[Any, ...]:
        if end - start < layout.size:
            raise damaged()
        return layout.unpack_from(self.stream, start)
