"""Knows what a person sees of a file's columns to decide what they mean: how each was read, and its first values."""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from trunkload.intake.choices import Choices
from trunkload.intake.header import Header, Match, best_header
from trunkload.intake.header_rules import refuse_passwords
from trunkload.intake.limits import Limits
from trunkload.intake.meaning import with_meaning
from trunkload.intake.raw import RawFile, RawTable, plain, texts_by_row
from trunkload.intake.read import columns_of, read_raw, visible_cells
from trunkload.intake.sheet import Column, Upload
from trunkload.intake.sheet_choice import Candidate, staff_table
from trunkload.intake.workbooks.grid import place_of

VALUES: Final = 3
LOOKED_AT: Final = 200
"""Filled cells among which the first different ones are shown."""


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """`values`: the first different ones below the header; none of a hidden column."""

    column: Column
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenSheet:
    """`sheet`: the worksheet's name, None in a text file; `header_row` from 1. `is_certain`: the row was known for a
    header by its words; else it only looks most like one."""

    sheet: str | None
    header_row: int
    is_certain: bool
    columns: tuple[SeenColumn, ...]


def seen_columns(upload: Upload, choices: Choices, limits: Limits) -> tuple[SeenColumn, ...]:
    """Every column that has a header or content, read as was decided. Raises Refused."""
    raw = visible_cells(read_raw(upload.content, limits), choices)
    return _seen(*staff_table(raw, choices, limits))


def seen_sheet(upload: Upload, choices: Choices, limits: Limits) -> SeenSheet:
    """The same of a file that was refused for its columns, and where they stand.

    Raises Refused, also for passwords.
    """
    raw = visible_cells(read_raw(upload.content, limits), choices)
    is_certain = any(best_header(table, limits, choices) for table in raw.tables)
    table, header = staff_table(raw, choices, limits) if is_certain else _likeliest(raw, choices, limits)
    refuse_passwords(header, table)
    return SeenSheet(table.sheet, header.row, is_certain, _seen(table, header))


def _likeliest(raw: RawFile, choices: Choices, limits: Limits) -> Candidate:
    """Of the worksheet with the widest row; lists to choose from and remarks are narrow."""
    found = [(table, _widest_row(table, limits)) for table in raw.tables]
    table, header = max(found, key=lambda one: (len(one[1].texts), one[0].height))
    return table, with_meaning(header, table, choices)


def _widest_row(table: RawTable, limits: Limits) -> Header:
    """The row with most cells, the upper one of equals: titles above a header are shorter."""
    rows = [
        Header(row, {place: text for place, text in texts.items() if place not in table.hidden_columns}, Match({}, {}))
        for row, texts in texts_by_row(table, table.first_row, limits.header_rows)
        if row not in table.hidden_rows
    ]
    return max(rows, key=lambda header: len(header.texts), default=Header(table.first_row, {}, Match({}, {})))


def _seen(table: RawTable, header: Header) -> tuple[SeenColumn, ...]:
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
