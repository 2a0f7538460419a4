"""Knows how cells that a person changed here lie over the sheet as it was sent, before any row of it is judged."""

from collections.abc import Iterable

import pandas as pd

from trunkload.intake.sheet import Sheet
from trunkload.validation.accepting import Accepted
from trunkload.validation.correction import Correction, in_place


def corrected(sheet: Sheet, corrections: Iterable[Correction]) -> Sheet:
    """The sheet with these cells as changed; what the file said of them is true of the old ones only. A cell that is
    no person's, or whose column is not read any more, stays as it is."""
    fields = {column.letter: column.field for column in sheet.columns if column.field is not None}
    cells = [
        {"row": one.row, "field": fields[one.column], "code": "", "suggestion": one.after}
        for one in in_place(corrections)
        if one.column in fields and one.row in sheet.staff.index
    ]
    return Accepted(pd.DataFrame(cells)).applied_to(sheet) if cells else sheet


def typed_at(sheet: Sheet, row: int, column: str) -> str | None:
    """What stands in a cell of a person. Raises KeyError where there is no such cell."""
    fields = {one.letter: one.field for one in sheet.columns if one.field is not None}
    cells = sheet.staff[fields[column]].loc[[row]].dropna()
    return None if cells.empty else str(cells.iloc[0])
