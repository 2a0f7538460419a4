"""Knows a worksheet's XML, element by element: every cell as text, what is hidden, what is merged."""

from collections.abc import Iterable, Sequence
from typing import Final

from trunkload.intake.workbooks.damaged import no_xml
from trunkload.intake.workbooks.grid import Area, Grid, place_of
from trunkload.intake.workbooks.markup import TRUE, Attributes, guarded_parser, walk
from trunkload.intake.workbooks.xlsx.cell_values import Cell, CellReader
from trunkload.intake.workbooks.xlsx.texts import TextReader

FLAT: Final = ("0", "0.0")
DIGITS: Final = "0123456789"
MOST_LETTERS: Final = 8
"""Far beyond any column; more of them would only make the number longer."""

IN_A_CELL: Final = ("v", "f", "t", "rPh", "is")


def read_worksheet(chunks: Iterable[bytes], grid: Grid, strings: Sequence[str], values: CellReader) -> None:
    """Fill the grid; raises Refused where a value stands outside of the limits or the part is no worksheet."""
    walk(chunks, WorksheetReader(grid, strings, values).parser)


class WorksheetReader:
    """The state of the walk. Rows and columns that a cell does not name are counted on."""

    def __init__(self, grid: Grid, strings: Sequence[str], values: CellReader) -> None:
        self.grid = grid
        self.strings = strings
        self.values = values
        self.row, self.column = 0, -1
        self.cell: Cell | None = None
        self.letters: dict[str, int] = {}
        self.value: list[str] = []
        self.parser = guarded_parser()
        self.text = TextReader(self.parser)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "c":
            self._place(attributes.get("r"))
            self.cell = Cell(self.row, self.column, attributes.get("t", "n"), attributes.get("s", ""))
        elif self.cell is not None and local in IN_A_CELL:
            if local == "v":
                self.parser.CharacterDataHandler = self.value.append
            elif local == "f":
                self.cell.formula = True
            else:
                self.text.start(local)
        elif local == "row":
            self.see_row(attributes)
        elif local == "col":
            self._columns(attributes)
        elif local == "mergeCell":
            self.grid.merged.append(area_of(attributes.get("ref", "")))

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "v":
            self.parser.CharacterDataHandler = None
        elif local == "c" and self.cell is not None:
            cell, self.cell = self.cell, None
            cell.value, cell.text = "".join(self.value), self.text.taken()
            self.value.clear()
            if cell.formula or cell.value or cell.text:
                text, mark = self.values.read(cell, self.strings)
                self.grid.put(cell.row, cell.column, text, mark)
        else:
            self.text.end(local)

    def see_row(self, attributes: Attributes) -> None:
        """A row begins."""
        self.row = whole(attributes["r"]) if "r" in attributes else self.row + 1
        self.column = -1
        if is_hidden(attributes):
            self.grid.hidden_rows.add(self.row)

    def _columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in TRUE or attributes.get("width") in FLAT:
            first, last = whole(attributes.get("min", "")), whole(attributes.get("max", ""))
            self.grid.hidden_columns.update(range(first - 1, min(last, self.grid.limits.columns)))

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip(DIGITS)
        if letters not in self.letters:
            self.letters[letters] = column_of(letters)
        self.column = self.letters[letters]
        self.row = whole(reference[len(letters) :])


def is_hidden(row: Attributes) -> bool:
    """Hidden by a person or a filter, or drawn up to nothing."""
    return row.get("hidden") in TRUE or (row.get("ht") in FLAT and row.get("customHeight") in TRUE)


def area_of(reference: str) -> Area:
    """`B2:D4` as rows from 1 and columns from 0."""
    first, _, last = reference.partition(":")
    corners = [
        (whole(one[len(letters) :]), column_of(letters))
        for one in (first, last or first)
        for letters in [one.rstrip(DIGITS)]
    ]
    (top, left), (bottom, right) = corners
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def column_of(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and letters.isupper()):
        raise no_xml()
    return place_of(letters[:MOST_LETTERS])


def whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):  # noqa: PLR2004  # beyond any sheet
        raise no_xml()
    return int(text)
