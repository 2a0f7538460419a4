"""Knows what to show of a file that cannot be used for its columns: those of the header row, else the first row."""

from dataclasses import dataclass
from typing import Final

from trunkload.intake.choices import Choices
from trunkload.intake.header import Header, Match, best_header
from trunkload.intake.limits import Limits
from trunkload.intake.meaning import with_meaning
from trunkload.intake.raw import RawTable, texts_by_row
from trunkload.intake.read import columns_of, read_raw, visible_cells
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Column, Upload

ABOUT_COLUMNS: Final = frozenset(
    {
        RefusalCode.HEADER_NOT_FOUND,
        RefusalCode.MISSING_COLUMN,
        RefusalCode.DUPLICATE_HEADER,
        RefusalCode.BLANK_HEADER,
        RefusalCode.PASSWORD_COLUMN,
    }
)
"""Why a file was refused whose cells can be read."""


@dataclass(frozen=True, slots=True)
class FoundColumns:
    """`row`: the spreadsheet row that was read for them; None, and no columns, where none was."""

    row: int | None = None
    columns: tuple[Column, ...] = ()


NOTHING_FOUND: Final = FoundColumns()


def found_columns(upload: Upload, refused: Refused, choices: Choices, limits: Limits) -> FoundColumns:
    """Of the first worksheet with a header, else of the first one with any content."""
    if refused.code not in ABOUT_COLUMNS:
        return NOTHING_FOUND
    try:
        raw = visible_cells(read_raw(upload.content, limits), choices)
    except Refused:
        return NOTHING_FOUND
    known = [(table, header) for table in raw.tables if (header := best_header(table, limits, choices))]
    found = [(table, with_meaning(header, table, choices)) for table, header in known]
    found += [(table, header) for table in raw.tables if (header := _first_row(table))]
    return next((FoundColumns(header.row, _with_text(table, header)) for table, header in found), NOTHING_FOUND)


def _first_row(table: RawTable) -> Header | None:
    for row, texts in texts_by_row(table, table.first_row, table.last_row):
        shown = {place: text for place, text in texts.items() if place not in table.hidden_columns}
        if shown and row not in table.hidden_rows:
            return Header(row, shown, Match({}, {}))
    return None


def _with_text(table: RawTable, header: Header) -> tuple[Column, ...]:
    return tuple(column for column in columns_of(table, header) if column.header)
