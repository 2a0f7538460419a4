"""Knows how a workbook with the same marks is made of a sheet, where there is no workbook to mark."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import place_of
from trunkload.reports.workbook.cells import WIDTHS
from trunkload.reports.workbook.marks import Marks
from trunkload.reports.workbook.new_book import LOOKS, Cell, Look, Page, write_book
from trunkload.reports.workbook.sign import COLUMNS_NAME, SUMMARY_NAME, reference_to
from trunkload.reports.workbook.summary import SUMMARY_WIDTHS
from trunkload.validation.findings import Severity

WIDTH: Final = 18
"""Characters of a person's column, at least."""

WIDEST: Final = 40
ROWS_AT_ONCE: Final = 4096
"""So many rows of the table are in memory as Python's own texts."""


def write_marked(sheet: Sheet, marks: Marks, only: Collection[int] | None = None) -> bytes:
    """An XLSX of header and cells as typed text, each at its own address, with marks, comments and a summary.

    `only`: these rows alone, one below the other under the header, to be filled and sent.
    """
    list_ = _List.of(sheet, only)
    name = usable_name(sheet.facts.sheet, marks.summary_name)
    people = Page(
        name=name,
        rows=_rows(list_, sheet, marks),
        widths=list_.widths | dict(enumerate(WIDTHS, start=list_.edge)),
        frozen=list_.head,
        notes=[replace(one, row=list_.lines[one.row]) for one in marks.cells if one.row in list_.lines],
    )
    columns = reference_to(name, list_.head, list_.edge, list_.edge + len(WIDTHS) - 1)
    names = {COLUMNS_NAME: columns, SUMMARY_NAME: reference_to(marks.summary_name, 1, 0, 0)}
    return write_book([people, summary_page(marks.summary_name, marks.summary)], names)


def summary_page(name: str, lines: Iterable[tuple[str, ...]]) -> Page:
    """Two columns of texts."""
    rows = ((at, [(place, text, Look.TEXT) for place, text in enumerate(line)]) for at, line in enumerate(lines, 1))
    return Page(name, rows, dict(enumerate(SUMMARY_WIDTHS)))


def usable_name(wanted: str | None, taken: str) -> str:
    """The worksheet's name where spreadsheet programs take it."""
    name = wanted or ""
    usable = 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name.strip("'") == name  # noqa: PLR2004 - Excel's limit
    return name if usable and name.casefold() not in {taken.casefold(), "history"} else "Trunkload"


@dataclass(frozen=True, slots=True)
class _List:
    """Where the people of a sheet are written: `lines` by their own row number, `head` is the header's; all from 1.
    `fields` and `headers` by column from 0; `edge`: the first column right of them."""

    lines: Mapping[int, int]
    head: int
    fields: Mapping[int, str]
    headers: Mapping[int, str]
    edge: int

    @classmethod
    def of(cls, sheet: Sheet, only: Collection[int] | None) -> "_List":
        columns = {place_of(one.letter): one for one in sheet.columns if one.field is not None}
        rows = map(int, sheet.staff.index)
        if only is None:
            head, lines = sheet.facts.header_row, {row: row for row in rows}
        else:
            head, lines = 1, {row: at for at, row in enumerate((one for one in rows if one in only), start=2)}
        fields = {place: str(columns[place].field) for place in sorted(columns)}
        headers = {place: columns[place].header for place in sorted(columns)}
        return cls(lines, head, fields, headers, max(columns) + 1)

    @property
    def widths(self) -> dict[int, float]:
        return {place: max(WIDTH, min(len(text) + 2, WIDEST)) for place, text in self.headers.items()}


def _rows(list_: _List, sheet: Sheet, marks: Marks) -> Iterator[tuple[int, list[Cell]]]:
    texts = {**list_.headers, **dict(enumerate(marks.headings, start=list_.edge))}
    yield list_.head, [(place, text, Look.HEADER) for place, text in texts.items()]
    severities: dict[int, dict[int, Severity]] = defaultdict(dict)
    for one in marks.cells:
        severities[one.row][one.column] = one.severity
    for row, cells in _texts(sheet, list_):
        line: list[Cell] = [(place, text, Look.TEXT) for place, text in zip(list_.fields, cells, strict=True) if text]
        if row in severities:
            line = _coloured(dict(zip(list_.fields, cells, strict=True)), severities[row])
        mark = marks.rows.get(row)
        if mark is not None and mark.to_do:
            line.append((list_.edge, mark.to_do, Look.TEXT))
        if mark is not None:
            line.append((list_.edge + 1, mark.status, LOOKS[mark.severity]))
        yield list_.lines[row], line


def _coloured(cells: Mapping[int, str], severities: Mapping[int, Severity]) -> list[Cell]:
    """What is marked is there even if nothing stands in it."""
    return [
        (place, cells.get(place, ""), LOOKS[severities.get(place)])
        for place in sorted(cells.keys() | severities.keys())
        if cells.get(place) or place in severities
    ]


def _texts(sheet: Sheet, list_: _List) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Row by row the cells of the columns that were read; an empty one is ""."""
    table = sheet.staff[list(list_.fields.values())]
    if len(list_.lines) < len(table):
        table = table.loc[list(list_.lines)]
    for start in range(0, len(table), ROWS_AT_ONCE):
        some = table.iloc[start : start + ROWS_AT_ONCE]
        columns = [some[name].fillna("").tolist() for name in table.columns]
        yield from zip(map(int, some.index), zip(*columns, strict=True), strict=True)
