"""Knows a Sheet: the upload read, before any meaning is given to a cell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from trunkload.intake.workbooks.grid import Mark

NO_ROWS = pd.Index([], dtype="int64")


@dataclass(frozen=True, slots=True)
class Upload:
    """The file as given, untouched. `sha256` is the hex digest of `content`."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file turned out to be.

    `format` is xlsx, csv …; `header_row` counts as the person sees it, from 1; 0 where there is none. `fingerprint`
    is that of the header row; `date_system` is 1900 or 1904 where the format has one; `macros`: the workbook
    has some, which are not run.
    """

    name: str
    sha256: str
    size: int
    format: str
    sheet: str | None
    encoding: str | None
    delimiter: str | None
    header_row: int
    fingerprint: str = ""
    date_system: int | None = None
    macros: bool = False
    hidden_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file. `field` is canonical or None.

    `how` it is known: `decided` by a person, `synonym`, `context`, `content`, `fuzzy`; `hidden` and `unknown` columns
    carry no field, nor do our own `marks`. `suggestion`: the field that an unknown column may mean.
    """

    letter: str
    header: str
    field: str | None
    how: str
    suggestion: str | None = None


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
    the person sees them, NA where empty or where the file has no such column. `marks`: what the file says of single
    cells, by mark and field, as row numbers of people (only workbooks say such things).
    """

    facts: FileFacts
    columns: tuple[Column, ...]
    staff: pd.DataFrame
    skipped: Skipped = Skipped()
    marks: Mapping[Mark, Mapping[str, pd.Index]] = field(default_factory=dict)

    def marked(self, mark: Mark, name: str) -> pd.Index:
        """The rows whose cell in the field `name` has this mark."""
        return self.marks.get(mark, {}).get(name, NO_ROWS)

    def only(self, rows: Collection[int]) -> "Sheet":
        """The same sheet as if it had these people alone; nothing is skipped then."""
        asked = self.staff.index.intersection(pd.Index(rows))
        marks = {
            mark: {name: left for name, some in by_field.items() if len(left := some.intersection(asked))}
            for mark, by_field in self.marks.items()
        }
        return replace(self, staff=self.staff.loc[asked], skipped=Skipped(), marks=marks)

    def part(self, first: int, last: int) -> "Sheet":
        """The people from place `first` up to `last`, as if the sheet had these alone; their cells are not copied."""
        staff = self.staff.iloc[first:last]
        marks = {
            mark: {name: rows.intersection(staff.index) for name, rows in by_field.items()}
            for mark, by_field in self.marks.items()
        }
        return replace(self, staff=staff, skipped=Skipped(), marks=marks)

    def column_of(self, name: str) -> Column | None:
        """The column that carries the field `name`, or None where the file has none."""
        return next((column for column in self.columns if column.field == name), None)
