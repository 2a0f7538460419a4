"""Knows where the people of a sheet stand in a new workbook: each at the own address, or one below the other."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from trunkload.intake.field_names import field_name
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import place_of

WIDTH: Final = 18
"""Characters of a person's column, at least."""

WIDEST: Final = 40
ROWS_AT_ONCE: Final = 4096
"""So many rows of the table are in memory as Python's own texts."""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """`lines`: where a row is written, by its own number; `head` is the header's; all from 1; `shift`: so much lower is
    a row than it was. `fields` and `headers` by column from 0, those alone that were read (promise 10); `edge`: the
    first column right of them."""

    lines: Mapping[int, int]
    head: int
    fields: Mapping[int, str]
    headers: Mapping[int, str]
    edge: int
    shift: int = 0

    def line_of(self, row: int) -> int:
        return self.lines.get(row, row + self.shift)

    @property
    def widths(self) -> dict[int, float]:
        return {place: max(WIDTH, min(len(text) + 2, WIDEST)) for place, text in self.headers.items()}


def list_people(sheet: Sheet, only: Collection[int] | None = None, lang: str = "de") -> PeopleList:
    """`only`: these rows alone, one below the other under the header. A sheet without a header gets the usual names of
    what was read, in `lang`, so that it can be sent again as it is."""
    header_row = sheet.facts.header_row
    columns = {place_of(one.letter): one for one in sheet.columns if one.field is not None}
    rows = map(int, sheet.staff.index)
    if only is None:
        head = header_row or 1
        lines = {row: row + head - header_row for row in rows}
    else:
        head, lines = 1, {row: at for at, row in enumerate((one for one in rows if one in only), start=2)}
    fields = {place: str(columns[place].field) for place in sorted(columns)}
    headers = {place: columns[place].header for place in fields}
    if not header_row:
        headers = {place: field_name(field, lang) for place, field in fields.items()}
    return PeopleList(lines, head, fields, headers, max(columns) + 1, head - header_row)


def texts_of(sheet: Sheet, people: PeopleList) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Row by row the cells of the columns that were read; an empty one is ""."""
    table = sheet.staff[list(people.fields.values())]
    if len(people.lines) < len(table):
        table = table.loc[list(people.lines)]
    for start in range(0, len(table), ROWS_AT_ONCE):
        some = table.iloc[start : start + ROWS_AT_ONCE]
        columns = [some[name].fillna("").tolist() for name in table.columns]
        yield from zip(map(int, some.index), zip(*columns, strict=True), strict=True)


def usable_name(wanted: str | None, taken: str) -> str:
    """The worksheet's name where spreadsheet programs take it."""
    name = wanted or ""
    usable = 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") == name  # noqa: PLR2004 - Excel's limit
    return name if usable and name.casefold() not in {taken.casefold(), "history"} else "Trunkload"
