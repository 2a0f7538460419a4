"""Knows what the pages about entering numbers and about one number's life show. Light: the page has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from trunkload.web.account_values import By


@dataclass(frozen=True, slots=True)
class Places:
    """Where numbers can be: ids of trunks, names of sites."""

    trunks: tuple[str, ...]
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person enters by hand, by the fields of an entry; "" for nothing."""

    fields: Mapping[str, str]
    by: By


@dataclass(frozen=True, slots=True)
class SentNumbers:
    """A spreadsheet of numbers. `trunk` counts for every row that names none; with `only_look` nothing is entered."""

    name: str
    content: bytes
    trunk: str
    only_look: bool
    by: By


@dataclass(frozen=True, slots=True)
class Life:
    """`title`: which number, and where it stands; of each change when, who, from, to, import and why."""

    title: str
    changes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LastsLine:
    """How long the numbers of a trunk last; `is_short`: somebody has to ask for more."""

    trunk: str
    site: str
    free: int
    came: int
    words: str
    is_short: bool


@dataclass(frozen=True, slots=True)
class Lasts:
    """Of all trunks, as old as `taken_at`; `days`: how long was looked back."""

    lines: tuple[LastsLine, ...]
    days: int
    taken_at: datetime
