"""Knows a Sheet: the upload read, before any meaning is given to a cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True, slots=True)
class Upload:
    """The file as given, untouched. `sha256` is the hex digest of `content`."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file turned out to be: `format` is xlsx, csv …; `header_row` counts as the person sees it, from 1."""

    name: str
    sha256: str
    size: int
    format: str
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    header_row: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file. `field` is canonical or None; `how` is `synonym`, `context`, `hidden` or `unknown`."""

    letter: str
    header: str
    field: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Spreadsheet row numbers below the header that are nobody to be ordered, by reason."""

    blank: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()
    example: tuple[int, ...] = ()
    footer: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The staff table with where it came from; only mapped columns are kept.

    `staff`: index = spreadsheet row number (name `row`), one column per field of STAFF_COLUMNS, Arrow strings, cells as
    the person sees them, NA where empty or where the file has no such column. `number_cells`: for a field, the rows
    whose cell the file holds as a number and not as text (only XLSX).
    """

    facts: FileFacts
    columns: tuple[Column, ...]
    staff: pd.DataFrame
    skipped: Skipped = Skipped()
    number_cells: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def column_of(self, name: str) -> Column | None:
        """The column that carries the field `name`, or None where the file has none."""
        return next((column for column in self.columns if column.field == name), None)
