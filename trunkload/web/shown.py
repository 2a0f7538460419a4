"""Knows what worker processes hand to the page to be shown: plain values, without anything that is heavy to load."""

from dataclasses import dataclass
from typing import Final

RESULT: Final = "result"
"""The kind of book that tells what became of every row."""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words; `severity` is a word of validation's."""

    severity: str
    sentence: str
    fix: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell of a row; `known`: the words that its column may hold, where there are few."""

    address: str
    header: str
    value: str | None
    said: tuple[Said, ...] = ()
    known: tuple[str, ...] = ()

    @property
    def severity(self) -> str | None:
        """Of what is worst, which is said first."""
        return self.said[0].severity if self.said else None

    @property
    def is_long(self) -> bool:
        return self.value is not None and ("\n" in self.value or "\r" in self.value)


@dataclass(frozen=True, slots=True)
class RowShown:
    """`status` as in the report; `said`: what is about no single cell; `seen`: how many corrections there are; `place`:
    the report's page and place of the row."""

    row: int
    name: str
    status: str
    said: tuple[Said, ...]
    cells: tuple[CellShown, ...]
    seen: int
    place: str


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column as it is read; `field` is canonical, "" where it is not read; `how` and `suggestion` as in intake."""

    letter: str
    header: str
    field: str
    how: str
    suggestion: str | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A sheet whose columns are to be chosen; as in intake's SeenSheet."""

    sheet: str | None
    header_row: int
    is_certain: bool
    columns: tuple[ColumnShown, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A file to download."""

    name: str
    kind: str
    content: bytes
