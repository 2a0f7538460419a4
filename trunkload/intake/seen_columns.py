"""Knows what a person sees of a file's columns to decide what they mean: how each was read, and its first values."""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from trunkload.intake.choices import Choices
from trunkload.intake.limits import Limits
from trunkload.intake.raw import plain
from trunkload.intake.read import columns_of, read_raw, visible_cells
from trunkload.intake.sheet import Column, Upload
from trunkload.intake.sheet_choice import staff_table
from trunkload.intake.workbooks.grid import place_of

VALUES: Final = 3
LOOKED_AT: Final = 200
"""Filled cells among which the first different ones are shown."""


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """`values`: the first different ones below the header; none of a hidden column."""

    column: Column
    values: tuple[str, ...]


def seen_columns(upload: Upload, choices: Choices, limits: Limits) -> tuple[SeenColumn, ...]:
    """Every column that has a header or content, read as was decided. Raises Refused."""
    raw = visible_cells(read_raw(upload.content, limits), choices)
    table, header = staff_table(raw, choices, limits)
    below = table.below(header.row)
    return tuple(
        SeenColumn(one, () if one.how == "hidden" else _first(below.get(place_of(one.letter))))
        for one in columns_of(table, header)
    )


def _first(cells: pa.Array | None) -> tuple[str, ...]:
    if cells is None:
        return ()
    filled = plain(cells).drop_null().slice(0, LOOKED_AT).to_pylist()
    return tuple(dict.fromkeys(filled))[:VALUES]
