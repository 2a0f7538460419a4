"""Knows what a comparison says: which rows that needed fixing are fixed, what is new, and which cells changed."""

from dataclasses import dataclass
from typing import Final

MOST_CELLS: Final = 1_000
"""So many changed cells are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of a person, then and now: spreadsheet row numbers, addresses such as `C17`, values as typed. A value is
    None where the cell is empty, an address where the file has no such column. `header`: that of now, else of then."""

    row: int
    cell: str | None
    row_then: int
    cell_then: str | None
    field: str
    header: str
    then: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows are spreadsheet row numbers of this file, those of `missing` of the file then.

    `earlier`: the imports compared with, the last one first. Of the people who needed fixing then: `fixed`, `left`, and
    `missing`, who are not in this file. New are `added`, people who were in none of them, and `worse`, who needed no
    fixing then and do now. All others are `changed` or, so many, `unchanged`. `gone`: how many of those who needed no
    fixing are not in this file; None where it has none but people who needed fixing, as a workbook to fix has.
    `cells`: the first MOST_CELLS of `cells_changed`.
    """

    earlier: tuple[str, ...]
    fixed: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    worse: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unchanged: int = 0
    gone: int | None = None
    cells: tuple[CellChange, ...] = ()
    cells_changed: int = 0

    @property
    def to_fix_then(self) -> int:
        return len(self.fixed) + len(self.left) + len(self.missing)

    @property
    def new(self) -> int:
        return len(self.added) + len(self.worse)
