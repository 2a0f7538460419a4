"""One cell that a person changed after a sheet was sent, and which of several changes counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell that a person changed: `row` and `column` (a letter) are the spreadsheet's, None is an empty cell."""

    row: int
    column: str
    before: str | None
    after: str | None
    who: str
    at: datetime

    @property
    def cell(self) -> str:
        return f"{self.column}{self.row}"


def in_place(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The last one of each cell, by cell; `corrections` in the order in which they were made."""
    last = {(one.row, one.column): one for one in corrections}
    return tuple(last[place] for place in sorted(last))
