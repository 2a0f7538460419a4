"""Knows how large files of new staff are made: always the same ones for a number of rows, with numbers of fiction."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from xlsxwriter.workbook import Workbook

HEADER = (
    "Personalnummer", "Anrede", "Nachname", "Vorname", "E-Mail", "Mobil", "ohne Mobilfunknummer", "Benutzername",
    "SIP-Trunk", "Standort", "Rufnummer", "Konferenzpaket", "Eintrittsdatum", "Abteilung", "Kostenstelle", "Bemerkung",
)  # fmt: skip
FIRST_NAMES = ("Jana", "Jürgen", "Käthe", "Götz", "Ute", "Bodo", "Carl", "Petra", "Rüdiger", "Deniz", "Lena", "Zoë")
LAST_NAMES = ("Müller", "Schmidt", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Öztürk", "Groß")
DEPARTMENTS = ("Vertrieb", "Einkauf", "IT", "Personal")
PACKAGES = ("Plus", "Basic", "Premium", "")
START = date(2027, 1, 1)
MOBILE = "0152 28817386"

Row = tuple[str | int | date, ...]


def write_csv(path: Path, rows: int) -> Path:
    """As Excel writes it in Germany: semicolons, CRLF."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADER)
        for row in people(rows):
            writer.writerow([f"{cell:%d.%m.%Y}" if isinstance(cell, date) else cell for cell in row])
    return path


def write_xlsx(path: Path, rows: int) -> Path:
    """As Excel writes it: shared strings, days and numbers as numbers."""
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Neueinstellungen")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, HEADER)
        for place, row in enumerate(people(rows), start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                elif cell:
                    sheet.write_string(place, column, cell)
    return path


def people(count: int) -> Iterator[Row]:
    chance = random.Random(7)  # noqa: S311  # the same people in every run are the point
    for place in range(count):
        first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
        last += "" if place % 7 else f"-{chance.choice(LAST_NAMES)}"
        email = f"{first}.{last}.{place}@example.org".lower()
        mobile = (MOBILE, "") if place % 3 else ("", "ja")
        joins = START + timedelta(days=place % 300)
        work = (chance.choice(PACKAGES), joins, chance.choice(DEPARTMENTS), 4000 + place % 50)
        site = ("KOELN-1", chance.choice(("Köln", "Berlin")), "")
        remark = "" if place % 11 else "neu im Team"
        yield f"{place:07d}", chance.choice(("Frau", "Herr", "")), last, first, email, *mobile, "", *site, *work, remark
