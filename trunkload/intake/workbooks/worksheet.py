"""Knows what a worksheet's XML says beside its values: how far it reaches, what is hidden, what is shown otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.markup import Attributes, guarded_parser, walk

TRUE = ("1", "true")
DIGITS = "0123456789"


@dataclass(slots=True)
class Layout:
    """Rows as the person counts them, columns from 0.

    `zero_padded`: digits shown of a number formatted like 00000; `errors`: Excel's error values, which the reader
    leaves out. Both by column, then by row.
    """

    sheet: str
    last_row: int = 0
    last_column: int = -1
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    zero_padded: dict[int, dict[int, int]] = field(default_factory=dict)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)


def read_layout(chunks: Iterable[bytes], sheet: str, padded_styles: Mapping[str, int], limits: Limits) -> Layout:
    """One walk over the worksheet; raises Refused where a value stands outside of the limits.

    The reader lays out one cell for each place between the outermost values, so this must be known before it starts.
    """
    reading = _Reading(Layout(sheet), padded_styles, limits)
    walk(chunks, reading.parser)
    area = reading.layout.last_row * (reading.layout.last_column + 1)
    if area > limits.cells:
        params = {"what": "cells", "size": str(area), "limit": str(limits.cells), "sheet": sheet}
        raise Refused(RefusalCode.TOO_LARGE, params=params)
    return reading.layout


class _Reading:
    """The state of the walk; a cell counts as filled when it has any content element."""

    def __init__(self, layout: Layout, padded_styles: Mapping[str, int], limits: Limits) -> None:
        self.layout = layout
        self.limits = limits
        self.padded_styles = padded_styles
        self.row, self.column = 0, -1
        self.cell: Attributes | None = None
        self.letters: dict[str, int] = {}
        self.error: list[str] = []
        self.parser = guarded_parser()
        self.parser.StartElementHandler = self.start

    def start(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if local == "c":
            self.cell = attributes
            self._place(attributes.get("r"))
        elif local == "row":
            self._row(attributes)
        elif local == "col":
            self._columns(attributes)
        elif self.cell is not None and local in ("v", "is", "f"):
            self._filled(self.cell, local)

    def _row(self, attributes: Attributes) -> None:
        self.row = _whole(attributes["r"]) if "r" in attributes else self.row + 1
        self.column = -1
        self.cell = None
        if attributes.get("hidden") in TRUE:
            self.layout.hidden_rows.add(self.row)

    def _columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in TRUE:
            first, last = _whole(attributes.get("min", "")), _whole(attributes.get("max", ""))
            self.layout.hidden_columns.update(range(first - 1, min(last, self.limits.columns)))

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip(DIGITS)
        if letters not in self.letters:
            self.letters[letters] = _column(letters)
        self.column = self.letters[letters]
        self.row = _whole(reference[len(letters) :])

    def _filled(self, cell: Attributes, local: str) -> None:
        layout = self.layout
        if self.row > layout.last_row:
            self._refuse_beyond(RefusalCode.TOO_MANY_ROWS, self.row, self.limits.rows)
            layout.last_row = self.row
        if self.column > layout.last_column:
            self._refuse_beyond(RefusalCode.TOO_MANY_COLUMNS, self.column + 1, self.limits.columns)
            layout.last_column = self.column
        if cell.get("s") in self.padded_styles:
            layout.zero_padded.setdefault(self.column, {})[self.row] = self.padded_styles[cell["s"]]
        if local == "v" and cell.get("t") == "e":
            self.parser.CharacterDataHandler = self.error.append
            self.parser.EndElementHandler = self._end_of_error

    def _end_of_error(self, _: str) -> None:
        self.layout.errors.setdefault(self.column, {})[self.row] = "".join(self.error)
        self.error.clear()
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = None

    def _refuse_beyond(self, code: RefusalCode, found: int, limit: int) -> None:
        if found > limit:
            params = {"found": str(found), "limit": str(limit), "sheet": self.layout.sheet}
            raise Refused(code, params=params)


def _column(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and letters.isupper()):
        raise Refused(RefusalCode.UNREADABLE, params={"what": "xml"})
    place = 0
    for letter in letters[:8]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004  # far beyond any row of any sheet
        raise Refused(RefusalCode.UNREADABLE, params={"what": "xml"})
    return int(text)
