"""Knows what is shown of a comparison: worded, with the cells that changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """`cell` and `cell_then`: the addresses, None where the file has no such column; `field` is canonical; the values
    are as typed, None where the cell is empty."""

    cell: str | None
    cell_then: str | None
    header: str
    field: str
    then: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """`sentence` sums up, `details` say more, one sentence each; `changed`: how many cells, of which `cells` are the
    first."""

    sentence: str
    details: tuple[str, ...]
    cells: tuple[ChangedCell, ...]
    changed: int

    @property
    def more(self) -> int:
        return self.changed - len(self.cells)
