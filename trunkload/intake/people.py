"""Knows which rows below the header are people, and why the others are none; a row with both names always is one."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.below import Below, below_header, equals
from trunkload.intake.example import EXAMPLES, INSTRUCTIONS, MARKS
from trunkload.intake.fields import Field
from trunkload.intake.footers import footers
from trunkload.intake.header import Header
from trunkload.intake.merged import headings
from trunkload.intake.ragged import refuse_ragged
from trunkload.intake.raw import BLANKS, STRINGS, Mask, RawTable, any_filled, plain
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Skipped
from trunkload.intake.staff_table import staff_table


@dataclass(frozen=True, slots=True)
class People:
    """`staff` as in Sheet; `skipped` says where every other row went."""

    staff: pd.DataFrame
    skipped: Skipped


def sort_rows(table: RawTable, header: Header) -> People:
    """Every row from below the header to the last one with any content is a person or skipped for one reason."""
    below = below_header(table, header)
    if not below.height:
        raise Refused(RefusalCode.NO_ROWS, row=header.row, params=_nobody(Skipped(), table.sheet))
    refuse_ragged(table, header)
    empty = ~any_filled(below.cells.values(), below.height)
    hidden = ~empty & below.among(table.hidden_rows)
    left = ~empty & ~hidden
    example = left & (_is_example(below) | _is_instruction(below))
    title = headings(table, header, below.first_row, below.height)
    footer = left & ~example & (_repeats_header(below, header) | footers(below) | title)
    blank = empty | (left & ~example & ~footer & ~any_filled(below.staff.values(), below.height))
    people = left & ~example & ~footer & ~blank
    skipped = Skipped(*(below.rows(mask) for mask in (blank, hidden, example, footer)))
    if not people.any():
        raise Refused(RefusalCode.NO_ROWS, row=header.row, params=_nobody(skipped, table.sheet))
    return People(staff_table(below, people), skipped)


def has_content_below(table: RawTable, header: Header) -> bool:
    return any(column.null_count < len(column) for column in table.below(header.row).values())


def _is_example(below: Below) -> Mask:
    """The few rows whose last name is the example's are looked at whole."""
    mask = np.zeros(below.height, dtype=bool)
    if not all(field in below.staff for field in MARKS):
        return mask
    for example in EXAMPLES.values():
        for at in np.flatnonzero(equals(below.staff[Field.LAST_NAME], example[Field.LAST_NAME])):
            cells = (below.staff[field][at].as_py() for field in MARKS)
            mask[at] = [(cell or "").strip(BLANKS) for cell in cells] == [example[field] for field in MARKS]
    return mask


def _is_instruction(below: Below) -> Mask:
    """The lines above the template's header come below it where somebody sorted the sheet."""
    if not below.cells:
        return np.zeros(below.height, dtype=bool)
    leftmost = plain(below.cells[min(below.cells)])
    known = pc.is_in(leftmost, value_set=pa.array(INSTRUCTIONS, STRINGS))
    mask: Mask = known.to_numpy(zero_copy_only=False)
    return mask


def _repeats_header(below: Below, header: Header) -> Mask:
    """Exports of several pages repeat the header."""
    titled = {place: field for place, field in header.match.fields.items() if place in header.texts}
    same = np.full(below.height, bool(titled))
    for place, field in titled.items():
        if not same.any():
            break
        same &= equals(below.staff[field], header.texts[place]) if field in below.staff else False
    return same


def _nobody(skipped: Skipped, sheet: str | None) -> dict[str, str]:
    reasons = {"blank": skipped.blank, "hidden": skipped.hidden, "example": skipped.example, "footer": skipped.footer}
    params = {reason: str(len(rows)) for reason, rows in reasons.items() if rows}
    what = {"what": "hidden"} if params.keys() == {"hidden"} else {}
    return params | what | ({"sheet": sheet} if sheet else {})
