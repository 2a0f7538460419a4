"""Knows what is shown of a cell that a person changed after a sheet was sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One change; an empty cell is None."""

    cell: str
    header: str
    before: str | None
    after: str | None
    who: str
    when: str
