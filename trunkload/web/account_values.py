"""Knows what the pages about the account show: numbers, workplaces and contingents in words, ready to be put on a page.

Light: the page has them, the desk's processes make them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Generic, TypeVar

from trunkload.validation.language import Lang

Line = TypeVar("Line")

ON_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class By:
    """Who asks for something to be done, and in which language the answer is."""

    login: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number. `why`: why it cannot be chosen, or is given to nobody unasked; empty for what anybody may get."""

    e164: str
    shown: str
    trunk: str
    site: str
    state: str
    state_words: str
    since: str
    why: str

    @property
    def is_free(self) -> bool:
        """Free, though it may be given only to who asks for it."""
        return self.state == "free"


@dataclass(frozen=True, slots=True)
class WorkplaceLine:
    """One workplace. `may_change`: the carrier has it, so it can be changed or removed."""

    id: str
    name: str
    username: str
    trunk: str
    number: str
    internal_number: str
    package: str
    since: str
    may_end: str
    state: str
    state_words: str
    import_id: str

    @property
    def may_change(self) -> bool:
        return self.state == "active"


@dataclass(frozen=True, slots=True)
class Listed(Generic[Line]):
    """One page of them; `more`: others come after. `trunks`, `sites`: all that can be asked for; `counts`: numbers in
    each state."""

    lines: tuple[Line, ...]
    more: bool
    trunks: tuple[str, ...]
    sites: tuple[str, ...]
    taken_at: datetime
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContingentLine:
    """How many are booked, used, planned and left of what is called `words`."""

    name: str
    words: str
    booked: int
    used: int
    planned: int
    left: int


@dataclass(frozen=True, slots=True)
class Contingents:
    """All contingents, as old as `taken_at`."""

    lines: tuple[ContingentLine, ...]
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class WorkplaceShown:
    """A workplace that can be changed: its line, and what the carrier has of it by the names of a sheet's columns."""

    line: WorkplaceLine
    record: Mapping[str, str]
