"""Knows what a report shows of one thing to do first."""

from dataclasses import dataclass

from trunkload.validation.findings import Severity

ROWS_OF_ACTION = 20
"""Rows of one cause that are linked; all of them stand below."""


@dataclass(frozen=True, slots=True)
class Decidable:
    """A word of the canonical field `field` whose meaning settles many rows; `known`: what it may mean."""

    field: str
    value: str
    suggestion: str | None
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionView:
    """One thing to do first: what is so in some rows, what to do, and the option that settles all of them, if any;
    `column`: the letter of the one column in which all of it stands; `heading`: the same in a few counted words.
    `decidable` or `code`, whose suggestions can be taken, where a person can settle it in the page."""

    severity: Severity
    sentence: str
    fix: str
    rows: tuple[int, ...]
    option: str | None = None
    column: str | None = None
    heading: str = ""
    decidable: Decidable | None = None
    code: str | None = None

    @property
    def linked(self) -> tuple[int, ...]:
        return self.rows[:ROWS_OF_ACTION]

    @property
    def unlinked(self) -> int:
        return len(self.rows) - len(self.linked)
