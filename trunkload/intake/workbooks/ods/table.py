"""Knows how the rows of an OpenDocument table become a grid: what is repeated, hidden and spanned."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from trunkload.intake.limits import Limits
from trunkload.intake.workbooks.allowance import Allowance
from trunkload.intake.workbooks.damaged import damaged
from trunkload.intake.workbooks.grid import Grid, Mark
from trunkload.intake.workbooks.markup import Attributes
from trunkload.intake.workbooks.ods.cell import shown_cell
from trunkload.intake.workbooks.ods.formats import Formats

HIDDEN: Final = ("collapse", "filter")
MOST_DIGITS: Final = 9
"""Of a count: far beyond any row of any sheet."""


REPEATED_ROWS, REPEATED_COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"
SPANNED_ROWS, SPANNED_COLUMNS = "table:number-rows-spanned", "table:number-columns-spanned"
STYLE, USUAL_STYLE = "table:style-name", "table:default-cell-style-name"

Filled = tuple[int, int, str, Mark | None]
"""A cell's column, how often it is repeated, and what it shows."""


class Table:
    """A sheet on its way into a grid. Blank rows and cells cost nothing, however often they are repeated."""

    def __init__(self, name: str, limits: Limits, allowance: Allowance, formats: Formats) -> None:
        self.grid = Grid(name, limits)
        self.allowance = allowance
        self.formats = formats
        self.row_style = ""
        self.column_ends: list[int] = []
        self.column_styles: list[str] = []
        self.row, self.rows, self.column = 1, 1, 0
        self.next_column = 0
        self.filled: list[Filled] = []
        self.spans: list[tuple[int, int, int]] = []
        self.last_row = 0
        self.hidden: list[tuple[int, int]] = []

    def add_columns(self, attributes: Attributes) -> None:
        """The next columns, which may be hidden."""
        first, self.next_column = self.next_column, self.next_column + count_in(attributes, REPEATED_COLUMNS)
        self.column_ends.append(self.next_column)
        self.column_styles.append(attributes.get(USUAL_STYLE, ""))
        if attributes.get("table:visibility") in HIDDEN:
            self.grid.hidden_columns.update(range(first, min(self.next_column, self.grid.limits.columns)))

    def start_row(self, attributes: Attributes) -> None:
        self.rows = count_in(attributes, REPEATED_ROWS)
        self.column = 0
        self.row_style = attributes.get(USUAL_STYLE, "")
        if attributes.get("table:visibility") in HIDDEN:
            self.hidden.append((self.row, self.row + self.rows - 1))

    def pass_over(self, attributes: Attributes) -> None:
        """Cells covered by one that spans them: what they hold is not shown."""
        self.column += count_in(attributes, REPEATED_COLUMNS)

    def add_cell(self, attributes: Attributes, paragraphs: Sequence[str]) -> None:
        """Raises Refused beyond the limits, before anything is repeated."""
        first, count = self.column, count_in(attributes, REPEATED_COLUMNS)
        self.column = first + count
        if not attributes and not paragraphs:
            return
        adds_digits = self.formats.add_digits(attributes.get(STYLE) or self.row_style or self._column_style(first))
        shown, mark = shown_cell(attributes, paragraphs, adds_digits=adds_digits)
        if not shown and mark is None:
            return
        limits, last_row = self.grid.limits, self.row + self.rows - 1
        if last_row > limits.rows or self.column > limits.columns:
            self.grid.check_place(last_row, self.column - 1)
        self.filled.append((first, count, shown, mark))
        height, width = count_in(attributes, SPANNED_ROWS), count_in(attributes, SPANNED_COLUMNS)
        if height > 1 or width > 1:
            self.spans.append((first, height, width))

    def _column_style(self, column: int) -> str:
        """An office program names no style for a cell that has its column's."""
        place = bisect_right(self.column_ends, column)
        return self.column_styles[place] if place < len(self.column_styles) else ""

    def end_row(self) -> None:
        """Put the row down, as often as it is repeated."""
        if self.filled:
            self.allowance.take(self.rows * sum(count for _, count, _, _ in self.filled), self.grid.sheet)
            for row in range(self.row, self.row + self.rows):
                self._put(row)
            self.last_row = self.row + self.rows - 1
            self.filled.clear()
            self.spans.clear()
        self.row += self.rows

    def _put(self, row: int) -> None:
        put = self.grid.put
        for first, count, text, mark in self.filled:
            for column in range(first, first + count):
                put(row, column, text, mark)
        for column, height, width in self.spans:
            self.grid.merged.append((row, column, row + height - 1, column + width - 1))

    def finished(self) -> Grid:
        """Rows hidden below the last filled one are not worth a word."""
        for first, last in self.hidden:
            self.grid.hidden_rows.update(range(first, min(last, self.last_row) + 1))
        return self.grid


def count_in(attributes: Attributes, name: str) -> int:
    """How often, how far: 1 where nothing is said. Raises Refused for what is no number."""
    text = attributes.get(name)
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text)):
        raise damaged()
    return int(text)
