"""Knows the XML of an OpenDocument spreadsheet: where its tables stand and how the text of a cell is put together."""

from collections.abc import Callable
from typing import Final

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.allowance import Allowance
from trunkload.intake.workbooks.damaged import damaged
from trunkload.intake.workbooks.grid import letter_of
from trunkload.intake.workbooks.markup import Attributes, guarded_parser
from trunkload.intake.workbooks.ods.formats import FORMAT_ELEMENTS, Formats
from trunkload.intake.workbooks.ods.names import Names
from trunkload.intake.workbooks.ods.table import MOST_DIGITS, Table
from trunkload.intake.workbooks.wire import Packed

CELL, COVERED, ROW, PARAGRAPH = "table:table-cell", "table:covered-table-cell", "table:table-row", "text:p"
NOT_SHOWN: Final = frozenset(
    {
        "office:annotation",
        "office:forms",
        "table:dde-links",
        "table:shapes",
        "table:tracked-changes",
        "text:note",
        "text:ruby-text",
    }
)
"""What stands beside the cells, or is said about them."""
OTHERS_TABLE: Final = "'#$"
"""In the name of a copy of another file's sheet; no sheet of a person's can be called so."""
EPOCH_1904: Final = "1904-01-01"


class Content:
    """The walk over content.xml: `parser` takes its pieces, afterwards sheets, hidden sheets and date system are there.

    Raises Refused beyond the limits and for repetitions that are no numbers.
    """

    def __init__(self, limits: Limits, formats: Formats) -> None:
        self.limits = limits
        self.formats = formats
        self.allowance = Allowance(limits)
        self.sheets: list[Packed] = []
        self.hidden_sheets: list[str] = []
        self.is_spreadsheet = False
        self.date_system = 1900
        self.names: Names | None = None
        self.style = ""
        self.hidden_styles: set[str] = set()
        self.passed_over = 0
        self.table: Table | None = None
        self.cell: Attributes | None = None
        self.paragraphs: list[str] = []
        self.pieces: list[str] | None = None
        self.characters = 0
        self.parser = guarded_parser()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: Attributes) -> None:
        if self.passed_over:
            self.passed_over += 1
            return
        if self.names is None:
            self.names = Names(attributes)
        if not self.names.are_usual:
            name, attributes = self.names.of_element(name), self.names.of_attributes(attributes)
        if self.pieces is not None:
            self._start_in_paragraph(name, attributes)
        elif self.cell is not None:
            self._start_in_cell(name)
        elif self.table is not None:
            self._start_in_table(self.table, name, attributes)
        elif name in OUTSIDE:
            OUTSIDE[name](self, attributes)
        elif name in FORMAT_ELEMENTS:
            self.formats.take(name, attributes)
        elif name in NOT_SHOWN:
            self.passed_over = 1

    def end(self, name: str) -> None:
        if self.passed_over:
            self.passed_over -= 1
            return
        if self.names is not None and not self.names.are_usual:
            name = self.names.of_element(name)
        if name in ENDS:
            ENDS[name](self)

    def _start_style(self, attributes: Attributes) -> None:
        self.style = attributes.get("style:name", "")
        self.formats.take("style:style", attributes)

    def _table_properties(self, attributes: Attributes) -> None:
        if attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def _start_spreadsheet(self, _: Attributes) -> None:
        self.is_spreadsheet = True

    def _null_date(self, attributes: Attributes) -> None:
        if attributes.get("table:date-value") == EPOCH_1904:
            self.date_system = 1904

    def _start_table(self, attributes: Attributes) -> None:
        name = attributes.get("table:name", "")
        is_others = OTHERS_TABLE in name
        if is_others or not self.is_spreadsheet or attributes.get("table:style-name") in self.hidden_styles:
            self.passed_over = 1
            if self.is_spreadsheet and not is_others:
                self.hidden_sheets.append(name)
        else:
            self.table = Table(name, self.limits, self.allowance, self.formats)

    def _start_in_table(self, table: Table, name: str, attributes: Attributes) -> None:
        if name == CELL:
            self.cell = attributes
        elif name == COVERED:
            table.pass_over(attributes)
            self.passed_over = 1
        elif name == ROW:
            table.start_row(attributes)
        elif name == "table:table-column":
            table.add_columns(attributes)
        elif name in NOT_SHOWN:
            self.passed_over = 1

    def _start_in_cell(self, name: str) -> None:
        """Besides its paragraphs a cell holds pictures, comments and the like."""
        if name != PARAGRAPH:
            self.passed_over = 1
            return
        self.pieces = []
        self.parser.CharacterDataHandler = self._characters

    def _start_in_paragraph(self, name: str, attributes: Attributes) -> None:
        if self.pieces is None:
            return
        if name == "text:s":
            self._blanks(attributes.get("text:c", "1"))
        elif name == "text:tab":
            self.pieces.append("\t")
        elif name == "text:line-break":
            self.pieces.append("\n")
        elif name in NOT_SHOWN or name.startswith("draw:"):
            self.passed_over = 1

    def _blanks(self, count: str) -> None:
        """A few bytes stand for any number of them."""
        if not (count.isascii() and count.isdigit() and len(count) <= MOST_DIGITS):
            raise damaged()
        self._count(int(count))
        if self.pieces is not None:
            self.pieces.append(" " * int(count))

    def _characters(self, text: str) -> None:
        if self.pieces is not None and not self.passed_over:
            self._count(len(text))
            self.pieces.append(text)

    def _count(self, characters: int) -> None:
        """Before the text is kept: no cell may hold more than this, not even while it is read."""
        self.characters += characters
        if self.characters > self.limits.cell_characters and self.table is not None:
            table = self.table
            params = {"limit": str(self.limits.cell_characters), "sheet": table.grid.sheet}
            column = letter_of(table.column)
            raise Refused(RefusalCode.CELL_TOO_LONG, row=table.row, column=column, params=params)

    def _end_paragraph(self) -> None:
        if self.pieces is not None:
            self.paragraphs.append("".join(self.pieces))
            self.pieces = None
            self.parser.CharacterDataHandler = None

    def _end_cell(self) -> None:
        if self.table is not None and self.cell is not None:
            self.table.add_cell(self.cell, self.paragraphs)
            self.cell, self.characters = None, 0
            self.paragraphs.clear()

    def _end_row(self) -> None:
        if self.table is not None:
            self.table.end_row()

    def _end_table(self) -> None:
        if self.table is not None:
            self.sheets.append(self.table.finished().packed())
            self.table = None


OUTSIDE: Final[dict[str, Callable[[Content, Attributes], None]]] = {
    "style:style": Content._start_style,  # noqa: SLF001  # of this module
    "style:table-properties": Content._table_properties,  # noqa: SLF001  # of this module
    "office:spreadsheet": Content._start_spreadsheet,  # noqa: SLF001  # of this module
    "table:null-date": Content._null_date,  # noqa: SLF001  # of this module
    "table:table": Content._start_table,  # noqa: SLF001  # of this module
}
ENDS: Final[dict[str, Callable[[Content], None]]] = {
    PARAGRAPH: Content._end_paragraph,  # noqa: SLF001  # of this module
    CELL: Content._end_cell,  # noqa: SLF001  # of this module
    ROW: Content._end_row,  # noqa: SLF001  # of this module
    "table:table": Content._end_table,  # noqa: SLF001  # of this module
}
