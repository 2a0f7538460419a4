"""Knows a Mapping: how one carrier's portal takes an order as a file, and how its export names things."""

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from enum import StrEnum

from trunkload.validation.actions.action import Action

ELSE = "*"
"""In a map of values: what every other value becomes."""


class Format(StrEnum):
    """What is made of an order."""

    XLSX = "xlsx"
    CSV = "csv"
    CHECKLIST = "checklist"


class Quote(StrEnum):
    """Which cells of a CSV stand in quotation marks."""

    MINIMAL = "minimal"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Constant:
    """Text that is the same in every row."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """The value of a field of the item, such as `number.national`."""

    field: str


Part = Constant | Said


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file, or one line of a checklist's box. `max_length` in characters, `width` of a workbook's."""

    header: str
    parts: tuple[Part, ...]
    values: Pairs[str, str] = field(default_factory=dict)
    max_length: int | None = None
    width: int | None = None

    @property
    def field(self) -> str | None:
        """The one field that it tells as it is, or None."""
        match self.parts:
            case (Said(name),):
                return name
        return None


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV is written; `encoding` is a name of Python's codecs."""

    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\r\n"
    quote: Quote = Quote.MINIMAL


@dataclass(frozen=True, slots=True)
class Back:
    """How the carrier's export is read: header → field (empty: our own words count), its words for our values by field,
    and the fields by which a row is found, in this order."""

    columns: Pairs[str, str]
    words: Pairs[str, Pairs[str, str]]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the vendor publishes the form; `not_verified` names headers that the document does not show."""

    title: str = ""
    address: str = ""
    not_verified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """One mapping file, read. `actions`: what the form can say; all else goes into a checklist for a person."""

    name: str
    format: Format
    columns: tuple[Column, ...]
    actions: frozenset[Action]
    back: Back
    dialect: Dialect = Dialect()
    source: Source = Source()
