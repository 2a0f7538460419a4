"""Knows where in a worksheet's XML the rows, the marked cells and what stands right of them are; changes nothing."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from trunkload.intake.refusal import Refused
from trunkload.intake.workbooks.grid import Area
from trunkload.intake.workbooks.xlsx.worksheet import DIGITS, area_of, column_of, whole
from trunkload.reports.workbook.markup import CannotMarkError, local, tag_at, walk_spans

STRICT: Final = "purl.oclc.org"
BEHIND_DRAWING: Final = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}
    | {"AlternateContent"}
)
"""What stands behind the comments' drawing in a worksheet (ECMA-376 part 1, 18.3.1.99)."""

MERGED: Final = re.compile(rb"""<(?:[A-Za-z_][\w.-]*:)?mergeCell\s(?:[^>]*?\s)?ref\s*=\s*["']([A-Z0-9:]+)["']""")
"""They stand behind all rows, and are needed before the first one."""


@dataclass(slots=True)
class CellSpan:
    """A cell's place in the sheet and in the XML; `start` to `end` in bytes, `style` as a number of cellXfs."""

    row: int
    column: int
    style: int
    start: int
    end: int = 0
    is_filled: bool = False


@dataclass(slots=True)
class RowSpan:
    """`close` is where a further cell can stand; `style` is that of the whole row, or None."""

    start: int
    style: int | None
    close: int = 0
    last: CellSpan | None = None
    missing: dict[int, int] = field(default_factory=dict)
    """By column of a marked cell that the XML does not have: where it would stand."""


def merged_in(content: bytes) -> list[Area]:
    """The merged areas of a worksheet. Raises CannotMarkError for one that is none."""
    try:
        return [area_of(found[1].decode()) for found in MERGED.finditer(content)]
    except Refused:
        raise CannotMarkError from None


class Scan:
    """What was seen of a worksheet: rows by number, marked cells, cells from the column `edge` on.

    Raises CannotMarkError for what is no worksheet of the usual dialect.
    """

    def __init__(
        self, content: bytes, wanted: Iterable[tuple[int, int]], edge: int, merged: Sequence[Area] = ()
    ) -> None:
        self.content, self.edge, self.merged = content, edge, merged
        self.wanted: dict[int, set[int]] = defaultdict(set)
        for row, column in wanted:
            self.wanted[row].add(column)
        self.rows: dict[int, RowSpan] = {}
        self.marked: list[CellSpan] = []
        self.beyond: dict[int, list[CellSpan]] = defaultdict(list)
        self.columns: list[dict[str, str]] = []
        self.columns_span: tuple[int, int] | None = None
        self.dimension: tuple[int, str] | None = None
        self.data_start, self.drawing_place, self.has_drawing = -1, -1, False
        self.prefix = ""
        self._depth = self._row = 0
        self._column = -1
        self._cell: CellSpan | None = None
        self._open: list[int] = []
        self._moved: tuple[int, int] = (0, 0)

    def walk(self, piece: bytes, *, depth: int = 0, moved: tuple[int, int] = (0, 0)) -> None:
        """Look at a piece of the worksheet whose first element has `depth` others around it.

        `moved`: from which place in the piece on everything stands so many bytes further on in the worksheet.
        """
        self._depth, self._moved = depth, moved
        try:
            walk_spans(piece, self._start, self._end)
        except (Refused, ValueError):
            raise CannotMarkError from None

    def _absolute(self, at: int) -> int:
        cut, gap = self._moved
        return at + gap if at >= cut else at

    def _start(self, name: str, attributes: dict[str, str], at: int) -> None:
        at = self._absolute(at)
        self._depth += 1
        one = local(name)
        if one == "c" and self._depth == 4:  # noqa: PLR2004 - worksheet, sheetData, row
            self._begin_cell(attributes, at)
        elif self._cell is not None:
            self._cell.is_filled = True
        elif one == "row" and self._depth == 3:  # noqa: PLR2004 - as above
            self._begin_row(attributes, at)
        elif self._depth == 1:
            self._begin_sheet(name, attributes)
        else:
            self._beside(one, attributes, at)

    def _begin_sheet(self, name: str, attributes: dict[str, str]) -> None:
        self.prefix = name[: -len(local(name))]
        if local(name) != "worksheet" or any(STRICT in value for value in attributes.values()):
            raise CannotMarkError

    def _beside(self, one: str, attributes: dict[str, str], at: int) -> None:
        if one == "col":
            whole(attributes.get("min", "")), whole(attributes.get("max", ""))
            self.columns.append(attributes)
        elif self._depth != 2:  # noqa: PLR2004 - what stands directly in the worksheet
            return
        elif one == "cols":
            self._open = [at]
        elif one == "sheetData":
            self.data_start = at
        elif one == "dimension":
            self.dimension = at, attributes.get("ref", "")
        elif one == "legacyDrawing":
            self.has_drawing = True
        elif one in BEHIND_DRAWING and self.drawing_place < 0 <= self.data_start:
            self.drawing_place = at

    def _begin_row(self, attributes: dict[str, str], at: int) -> None:
        self._row = whole(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = -1
        if self._row in self.rows:
            raise CannotMarkError
        style = attributes.get("s") if attributes.get("customFormat") in {"1", "true"} else None
        self.rows[self._row] = RowSpan(at, None if style is None else int(style))

    def _begin_cell(self, attributes: dict[str, str], at: int) -> None:
        reference = attributes.get("r")
        self._column = self._column + 1 if reference is None else column_of(reference.rstrip(DIGITS))
        wanted = self.wanted.get(self._row)
        for column in sorted(one for one in wanted or () if one < self._column):
            self.rows[self._row].missing[column] = at
        self._cell = CellSpan(self._row, self._column, int(attributes.get("s", "0")), at)
        if wanted:
            wanted.difference_update(range(self._column))
            if self._column in wanted:
                self.marked.append(self._cell)
                wanted.remove(self._column)
        if self._column >= self.edge:
            self.beyond[self._row].append(self._cell)

    def _end(self, name: str, at: int) -> None:
        at = self._absolute(at)
        one = local(name)
        if self._depth == 4 and self._cell is not None:  # noqa: PLR2004 - a cell
            self._cell.end = self._end_of(self._cell.start, at)
            self.rows[self._row].last, self._cell = self._cell, None
        elif self._depth == 3 and one == "row":  # noqa: PLR2004 - as above
            self._end_row(at)
        elif self._depth == 2 and one == "cols":  # noqa: PLR2004 - as above
            self.columns_span = self._open[0], self._end_of(self._open[0], at)
        elif self._depth == 1 and self.drawing_place < 0:
            self.drawing_place = at
        self._depth -= 1

    def _end_row(self, at: int) -> None:
        span = self.rows[self._row]
        if span.last is None and self._end_of(span.start, at) == at:
            del self.rows[self._row]  # <row/> has no inside, and nobody in it
            return
        self.close_row(self._row, at)

    def close_row(self, row: int, at: int) -> None:
        """Marked cells that did not come stand at the row's end."""
        span = self.rows[row]
        span.close = at
        for column in sorted(self.wanted.pop(row, ())):
            span.missing[column] = at

    def _end_of(self, start: int, at: int) -> int:
        """Behind the end tag; an empty element is over where its only tag is."""
        tag, end = tag_at(self.content, start)
        return at if tag.endswith(b"/>") and end == at else tag_at(self.content, at)[1]

    def free_place(self, header_row: int, ours: Collection[int] = ()) -> int:
        """The first column (from 0) from `edge` on with nothing in it or right of it, from the header row on; what
        stands in `ours` goes."""
        filled = [
            one.column
            for row, cells in self.beyond.items()
            if row >= header_row
            for one in cells
            if one.is_filled and one.column not in ours
        ]
        merged = [right for _, _, bottom, right in self.merged if bottom >= header_row]
        return max([self.edge, *(one + 1 for one in (*filled, *merged))])

    def style_of(self, row: int, column: int) -> int:
        """What a cell that is not there would look like."""
        own = self.rows[row].style
        if own is not None:
            return own
        spans = (one for one in self.columns if int(one["min"]) <= column + 1 <= int(one["max"]))
        return int(next(spans, {}).get("style", "0"))
