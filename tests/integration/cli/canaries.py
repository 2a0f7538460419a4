"""Fifty people whom nobody else is called like, and a search for them wherever something is kept."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase

from trunkload.flows.wiring import REHEARSAL_FILE

COUNT = 50
FILE_NAME = "Zwitscherliste.csv"
HEADER = ("Personalnummer", "Vorname", "Nachname", "E-Mail", "Mobil", "Standort", "Abteilung", "Internrufnummer")
BLOCKED = 5
"""So many of them have a mobile number that is none, and are not ordered."""


def _people() -> Iterator[dict[str, str]]:
    for at, pair in enumerate(islice(product(ascii_lowercase, repeat=2), COUNT)):
        ending = "".join(pair)
        yield {
            "Personalnummer": f"K{77_000 + 13 * at}",
            "Vorname": f"Pieps{ending}",
            "Nachname": f"Zwitscher{ending}",
            "E-Mail": f"pieps.{ending}@example.org",
            "Mobil": f"0176 040690{at:02}" if at >= BLOCKED else f"0176-{at}-vogel",
            "Standort": "Köln",
            "Abteilung": f"Voliere {ending}",
            "Internrufnummer": "",
        }


PEOPLE = tuple(_people())
NAMES = ("Personalnummer", "Vorname", "Nachname", "E-Mail", "Abteilung")
MOBILES = frozenset(one["Mobil"].removeprefix("0176 ") for one in PEOPLE)
CANARIES = frozenset({one[name].lower() for one in PEOPLE for name in NAMES} | MOBILES | {FILE_NAME.lower()})
"""In small letters: usernames and addresses are made of names. Of a number the part that every notation has."""


def write_sheet(folder: Path) -> Path:
    path = folder / FILE_NAME
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, delimiter=";")
        writer.writeheader()
        writer.writerows(PEOPLE)
    return path


def canaries_in(content: bytes | str) -> set[str]:
    """Those that stand there, however their letters are written."""
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    small = text.lower()
    return {one for one in CANARIES if one in small}


def kept_files(home: Path) -> dict[str, bytes]:
    """Every file below a home by its path, but the carrier's own."""
    found = (path for path in home.rglob("*") if path.is_file() and not path.name.startswith(REHEARSAL_FILE))
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in found}


def files_with_canaries(home: Path) -> dict[str, set[str]]:
    """In their bytes, free pages of a database too, or in their names."""
    told = {name: canaries_in(name) | canaries_in(content) for name, content in kept_files(home).items()}
    return {name: found for name, found in told.items() if found}


def tables_with_canaries(ledger: Path) -> set[str]:
    with closing(sqlite3.connect(ledger)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        cells = {name: connection.execute(f"SELECT * FROM {quoted(name)}").fetchall() for name in tables}  # noqa: S608
    return {name for name, rows in cells.items() if canaries_in(repr(rows))}


def quoted(table: str) -> str:
    return f'"{table}"'
