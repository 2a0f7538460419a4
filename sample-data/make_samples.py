"""Knows how the sample files are made: run by hand with `python sample-data/make_samples.py`; its output is committed.

The same input gives the same bytes. The people stand in source/people.csv, the bad files in bad_samples.py.
"""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from bad_samples import BAD_SAMPLES, MADE_ON, BadSample

HERE = Path(__file__).parent
TITLE = "Neueinstellungen 1. Quartal 2027, Muster GmbH"
DATE_COLUMN = "Eintrittsdatum"
HIDDEN_COLUMN = "Gehaltsgruppe"
NUMBER_COLUMNS = ("Personalnummer", "Kostenstelle")
BROKEN_HEADER = ("ohne Mobilfunknummer", "ohne\nMobilfunknummer")
HEADER_ROW = 2
"""From 0: a title line and an empty line stand above."""


def main() -> None:
    header, people = read_people()
    (HERE / "new-staff.xlsx").write_bytes(workbook(header, people))
    (HERE / "new-staff.csv").write_bytes(delimited(header, people))
    (HERE / "bad").mkdir(exist_ok=True)
    for sample in BAD_SAMPLES:
        (HERE / "bad" / sample.name).write_bytes(sample.content)
    (HERE / "README.md").write_text(readme(BAD_SAMPLES), encoding="utf-8")
    print(f"{len(people)} people, {len(BAD_SAMPLES)} bad files")


def read_people() -> tuple[list[str], list[list[str]]]:
    text = (HERE / "source" / "people.csv").read_text(encoding="utf-8")
    header, *people = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    return [name.replace(*BROKEN_HEADER) for name in header], people


def delimited(header: list[str], people: list[list[str]]) -> bytes:
    """As a German Excel saves it: semicolons, Windows-1252, dates as they are shown."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([[TITLE], [], header])
    for person in people:
        cells = zip(header, person, strict=True)
        writer.writerow([german_date(cell) if name == DATE_COLUMN else cell for name, cell in cells])
    return written.getvalue().encode("cp1252")


def workbook(header: list[str], people: list[list[str]]) -> bytes:
    """As an HR system exports it: title line, real dates, numbers where a value looks like one, a hidden column."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": TITLE, "created": MADE_ON})
        sheet = book.add_worksheet("Neueinstellungen")
        title = book.add_format({"bold": True, "font_size": 14})
        bold = book.add_format({"bold": True, "bg_color": "#D9E2F3", "bottom": 1, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_string(0, 0, TITLE, title)
        for place, name in enumerate(header):
            width = max(len(name), *(len(person[place]) for person in people))
            sheet.set_column(place, place, min(width, 34) + 2, None, {"hidden": name == HIDDEN_COLUMN})
            sheet.write_string(HEADER_ROW, place, name, bold)
            for row, person in enumerate(people, start=HEADER_ROW + 1):
                write_cell(sheet, (row, place), name, person[place], day)
        sheet.set_row(HEADER_ROW, 32)
        sheet.freeze_panes(HEADER_ROW + 1, 0)
    return written.getvalue()


def write_cell(sheet: Any, where: tuple[int, int], name: str, cell: str, day: Any) -> None:  # noqa: ANN401  # untyped
    if name == DATE_COLUMN:
        sheet.write_datetime(*where, date.fromisoformat(cell), day)
    elif name in NUMBER_COLUMNS and not cell.startswith("0"):
        sheet.write_number(*where, int(cell))
    elif cell:
        sheet.write_string(*where, cell)


def german_date(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%d.%m.%Y")


def readme(samples: tuple[BadSample, ...]) -> str:
    rows = [f"| `bad/{one.name}` | {one.seen} | `{one.code}` | {one.exit_code} |" for one in samples]
    return (HERE / "source" / "README.head.md").read_text(encoding="utf-8") + "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
