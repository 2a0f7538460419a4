"""Knows the rows from below the header to the last one with any content."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.intake.header import Header
from trunkload.intake.own_marks import OWN
from trunkload.intake.raw import Mask, RawTable, any_filled, filled, plain


@dataclass(frozen=True, slots=True)
class Below:
    """`cells` of all columns by position, `staff` those that carry a field; each of `height` rows from `first_row`."""

    first_row: int
    height: int
    cells: Mapping[int, pa.Array]
    staff: Mapping[Field, pa.Array]

    def has(self, field: Field) -> Mask:
        return filled(self.staff[field]) if field in self.staff else np.zeros(self.height, dtype=bool)

    def rows(self, mask: Mask) -> tuple[int, ...]:
        """Row numbers as the person counts them."""
        return tuple((np.flatnonzero(mask) + self.first_row).tolist())

    def among(self, rows: frozenset[int]) -> Mask:
        """Which rows have one of these numbers."""
        mask = np.zeros(self.height, dtype=bool)
        places = np.fromiter(rows, np.int64, len(rows)) - self.first_row
        mask[places[(places >= 0) & (places < self.height)]] = True
        return mask


def below_header(table: RawTable, header: Header) -> Below:
    """Of no height where nothing stands below the header. What we wrote into the file ourselves is not in it."""
    cells = {place: one for place, one in table.below(header.row).items() if header.match.how.get(place) != OWN}
    with_content = any_filled(cells.values(), max(table.last_row - header.row, 0))
    height = len(with_content) - int(with_content[::-1].argmax()) if with_content.any() else 0
    cells = {place: column.slice(0, height) for place, column in cells.items()}
    staff = {field: cells[place] for place, field in header.match.fields.items() if place in cells}
    return Below(header.row + 1, height, cells, staff)


def equals(column: pa.Array, text: str) -> Mask:
    answer: Mask = pc.fill_null(pc.equal(plain(column), text), fill_value=False).to_numpy(zero_copy_only=False)
    return answer
