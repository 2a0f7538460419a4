"""Knows the workbook of what became of an import: the rows as they were sent, and beside each how it ended."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from trunkload.intake.sheet import Sheet
from trunkload.reports.workbook.new_book import LOOKS, Cell, Look, Page, write_book
from trunkload.reports.workbook.people_list import PeopleList, list_people, texts_of, usable_name
from trunkload.reports.workbook.written import header_cells, summary_page
from trunkload.validation.findings import Severity

WIDTH: Final = 22
NOTE_WIDTH: Final = 70
"""Characters; of the columns right of the person's own, and of the last, which says why."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """`cells`: one for each heading, in words; `severity` colours the first; None where all is as it was ordered, or
    may become so."""

    cells: tuple[str, ...]
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """`rows` by row number of the file, those of nobody too; `summary`: the lines of the further worksheet."""

    headings: tuple[str, ...]
    rows: Mapping[int, ResultRow]
    summary_name: str
    summary: tuple[tuple[str, ...], ...]


def write_result(sheet: Sheet, result: Result) -> bytes:
    """An XLSX of typed text, every row at the row number that it had in the file, below a header."""
    people = list_people(sheet)
    page = Page(
        name=usable_name(sheet.facts.sheet, result.summary_name),
        rows=_rows(people, sheet, result),
        widths=people.widths | _widths(people, len(result.headings)),
        frozen=people.head,
    )
    return write_book([page, summary_page(result.summary_name, result.summary)], {})


def _widths(people: PeopleList, columns: int) -> dict[int, float]:
    return {people.edge + at: NOTE_WIDTH if at == columns - 1 else WIDTH for at in range(columns)}


def _rows(people: PeopleList, sheet: Sheet, result: Result) -> Iterator[tuple[int, list[Cell]]]:
    yield people.head, header_cells(people, result.headings)
    nobody = sorted(row for row in result.rows if row not in people.lines and row > sheet.facts.header_row)
    for row, cells in texts_of(sheet, people):
        while nobody and nobody[0] < row:
            yield people.line_of(nobody[0]), _ours(people, result.rows[nobody.pop(0)])
        line: list[Cell] = [(place, text, Look.TEXT) for place, text in zip(people.fields, cells, strict=True) if text]
        yield people.line_of(row), line + (_ours(people, result.rows[row]) if row in result.rows else [])
    yield from ((people.line_of(row), _ours(people, result.rows[row])) for row in nobody)


def _ours(people: PeopleList, row: ResultRow) -> list[Cell]:
    looks = [LOOKS[row.severity], *[Look.TEXT] * len(row.cells)]
    places = range(people.edge, people.edge + len(row.cells))
    return [(place, text, look) for place, text, look in zip(places, row.cells, looks, strict=False) if text]
