"""Knows how a workbook with the same marks is made of a sheet, where there is no workbook to mark."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from trunkload.intake.own_marks import OWN_HEADINGS
from trunkload.intake.sheet import Sheet
from trunkload.reports.workbook.cells import WIDTHS
from trunkload.reports.workbook.marks import Marks
from trunkload.reports.workbook.new_book import LOOKS, Cell, Look, Page, write_book
from trunkload.reports.workbook.people_list import PeopleList, list_people, texts_of, usable_name
from trunkload.reports.workbook.sign import COLUMNS_NAME, SUMMARY_NAME, reference_to
from trunkload.reports.workbook.summary import SUMMARY_WIDTHS
from trunkload.validation.findings import Severity


def write_marked(sheet: Sheet, marks: Marks, only: Collection[int] | None = None) -> bytes:
    """An XLSX of header and cells as typed text, each at its own address, with marks, comments and a summary; one row
    lower where the file had no header.

    `only`: these rows alone, one below the other under the header, to be filled and sent.
    """
    people = list_people(sheet, only, next((lang for lang, own in OWN_HEADINGS.items() if own == marks.headings), "de"))
    name = usable_name(sheet.facts.sheet, marks.summary_name)
    page = Page(
        name=name,
        rows=_rows(people, sheet, marks),
        widths=people.widths | dict(enumerate(WIDTHS, start=people.edge)),
        frozen=people.head,
        notes=[replace(one, row=people.lines[one.row]) for one in marks.cells if one.row in people.lines],
    )
    columns = reference_to(name, people.head, people.edge, people.edge + len(WIDTHS) - 1)
    names = {COLUMNS_NAME: columns, SUMMARY_NAME: reference_to(marks.summary_name, 1, 0, 0)}
    return write_book([page, summary_page(marks.summary_name, marks.summary)], names)


def summary_page(name: str, lines: Iterable[tuple[str, ...]]) -> Page:
    """Two columns of texts."""
    rows = ((at, [(place, text, Look.TEXT) for place, text in enumerate(line)]) for at, line in enumerate(lines, 1))
    return Page(name, rows, dict(enumerate(SUMMARY_WIDTHS)))


def header_cells(people: PeopleList, more: Iterable[str]) -> list[Cell]:
    """The headers of the file, and `more` right of them."""
    texts = {**people.headers, **dict(enumerate(more, start=people.edge))}
    return [(place, text, Look.HEADER) for place, text in texts.items()]


def _rows(people: PeopleList, sheet: Sheet, marks: Marks) -> Iterator[tuple[int, list[Cell]]]:
    yield people.head, header_cells(people, marks.headings)
    severities: dict[int, dict[int, Severity]] = defaultdict(dict)
    for one in marks.cells:
        severities[one.row][one.column] = one.severity
    for row, cells in texts_of(sheet, people):
        line: list[Cell] = [(place, text, Look.TEXT) for place, text in zip(people.fields, cells, strict=True) if text]
        if row in severities:
            line = _coloured(dict(zip(people.fields, cells, strict=True)), severities[row])
        mark = marks.rows.get(row)
        if mark is not None and mark.to_do:
            line.append((people.edge, _moved(mark.to_do, row, people.lines[row]), Look.TEXT))
        if mark is not None:
            line.append((people.edge + 1, mark.status, LOOKS[mark.severity]))
        yield people.lines[row], line


def _moved(to_do: str, row: int, line: int) -> str:
    """Each line names its cell where it is now."""
    return to_do if row == line else re.sub(rf"(?m)^([A-Z]{{1,3}}){row}: ", rf"\g<1>{line}: ", to_do)


def _coloured(cells: Mapping[int, str], severities: Mapping[int, Severity]) -> list[Cell]:
    """What is marked is there even if nothing stands in it."""
    return [
        (place, cells.get(place, ""), LOOKS[severities.get(place)])
        for place in sorted(cells.keys() | severities.keys())
        if cells.get(place) or place in severities
    ]
