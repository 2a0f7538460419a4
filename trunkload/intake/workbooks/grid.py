"""Knows the cells of one worksheet as text, each with its place, and what the file says of it beside its text."""

from array import array
from enum import StrEnum
from itertools import accumulate, chain

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.wire import Packed

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, all included; rows count from 1, columns from 0."""


class Mark(StrEnum):
    """What a cell is beside its text."""

    NUMBER = "number"
    """A number and no text: leading zeros or a plus may have been lost."""
    DATE = "date"
    """A day or a time, shown as ISO text."""
    TRUTH = "truth"
    ERROR = "error"
    """One of Excel's error values, such as #N/A."""
    NO_RESULT = "no_result"
    """A formula whose result nobody has calculated; the cell is empty."""
    MERGED = "merged"
    """The value of a merged area, repeated in its other rows."""
    MERGED_ACROSS = "merged_across"
    """The value of an area merged over several columns, at its first cell."""


class Grid:
    """One visible worksheet. Texts are kept once (`texts`), cells by column as rows and numbers of their texts."""

    def __init__(self, sheet: str, limits: Limits) -> None:
        self.sheet = sheet
        self.limits = limits
        self.texts: dict[str, int] = {}
        self.cells: dict[int, tuple[array[int], array[int]]] = {}
        self.marks: dict[Mark, dict[int, array[int]]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[Area] = []
        self.repeated = 0

    def put(self, row: int, column: int, text: str, mark: Mark | None = None) -> None:
        """Cells come row by row. A cell without text is not kept, its mark is. Raises Refused beyond the limits."""
        if row > self.limits.rows:
            self.check_place(row, column)
        if mark is not None:
            self.marks.setdefault(mark, {}).setdefault(column, array("i")).append(row)
        if not text:
            return
        if column not in self.cells:
            self.check_place(row, column)
            self.cells.setdefault(column, (array("i"), array("i")))
        if len(text) > self.limits.cell_characters:
            raise Refused(
                RefusalCode.CELL_TOO_LONG,
                row=row,
                column=letter_of(column),
                params={"limit": str(self.limits.cell_characters), "sheet": self.sheet},
            )
        if len(text) > self.limits.repeated_from and text in self.texts:
            self.repeated += len(text)
            if self.repeated > self.limits.repeated_bytes:
                raise self.too_much_repeated(self.repeated)
        rows, numbers = self.cells[column]
        rows.append(row)
        numbers.append(self.texts.setdefault(text, len(self.texts)))

    def too_much_repeated(self, size: int) -> Refused:
        """A long text that is kept once and shown by many cells would need far more room than the file."""
        params = {"what": "repeated", "size": str(size), "limit": str(self.limits.repeated_bytes), "sheet": self.sheet}
        return Refused(RefusalCode.TOO_LARGE, params=params)

    def packed(self) -> Packed:
        """As it travels to the parent process."""
        encoded = [text.encode() for text in self.texts]
        return Packed(
            self.sheet,
            array("q", accumulate(map(len, encoded))).tobytes(),
            b"".join(encoded),
            {place: (rows.tobytes(), numbers.tobytes()) for place, (rows, numbers) in self.cells.items()},
            {mark.value: {at: rows.tobytes() for at, rows in found.items()} for mark, found in self.marks.items()},
            array("i", sorted(self.hidden_rows)).tobytes(),
            tuple(sorted(self.hidden_columns)),
            array("i", chain.from_iterable(self.merged)).tobytes(),
        )

    def check_place(self, row: int, column: int) -> None:
        """Raises Refused for a cell outside of the limits; `found` is its row or the letter of its column."""
        limits = self.limits
        for code, is_outside, limit, found in (
            (RefusalCode.TOO_MANY_ROWS, row > limits.rows, limits.rows, str(row)),
            (RefusalCode.TOO_MANY_COLUMNS, column >= limits.columns, limits.columns, letter_of(column)),
        ):
            if is_outside:
                params = {"what": "cell", "found": found, "limit": str(limit), "sheet": self.sheet}
                raise Refused(code, params=params)


class Book:
    """What a workbook holds for us: its visible worksheets in their order."""

    def __init__(
        self,
        format: str,  # noqa: A002  # the house's word
        sheets: list[Packed],
        *,
        hidden_sheets: tuple[str, ...] = (),
        date_system: int = 1900,
        macros: bool = False,
    ) -> None:
        self.format = format
        self.sheets = sheets
        self.hidden_sheets = hidden_sheets
        self.date_system = date_system
        self.macros = macros


def place_of(letters: str) -> int:
    """The column, counted from 0, of its letters (capitals)."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def letter_of(place: int) -> str:
    """The spreadsheet's letter of a column counted from 0; after Z comes AA."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
