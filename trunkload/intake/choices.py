"""Knows what a person decides about a file, where the file alone cannot tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Origin:
    """With which file, by whom and when (ISO 8601) something was decided that is remembered."""

    file_name: str
    decided_by: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Every cell of the canonical field `field` that reads `value` means `new`; `origin` is None where it is decided
    for this very file."""

    field: str
    value: str
    new: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """How to read a file, and how to judge it.

    `sheet`: the worksheet to take; `include_hidden`: hidden rows and columns too. `columns`: a header as the person
    sees it, and the canonical field that it carries, or "" where the column is to be left out. `remembered`: such
    decisions of earlier files, by the fingerprint of their header row; `columns` win over them. `accept`: the codes of
    findings whose suggestions are taken when the sheet is judged. `decisions`: what values mean; they win over
    `remembered_decisions`, those of earlier files by fingerprint. `policy`: which rows are ordered when some are
    blocked; None as the settings say. `strategies`: how numbers are chosen that nobody wishes, `spread` for all
    trunks or `KOELN-1=spread` for one; they win over the settings. `rows`: the only row numbers that are asked about;
    empty where all are. `header_row`: the row that is the header whatever stands in it, 0 where the people begin in the
    first row and no header stands above them; None as it is found.
    """

    sheet: str | None = None
    include_hidden: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    accept: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    remembered_decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    policy: str | None = None
    strategies: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    header_row: int | None = None

    def about(self, fingerprint: str) -> "Choices":
        """The same without what is remembered of other header rows."""
        remembered = {own: columns for own, columns in self.remembered.items() if own == fingerprint}
        decisions = {own: values for own, values in self.remembered_decisions.items() if own == fingerprint}
        return replace(self, remembered=remembered, remembered_decisions=decisions)


AS_ASKED: Final = Choices()
"""Nothing was decided."""
