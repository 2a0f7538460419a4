"""Knows what a person decides about reading a file, where the file alone cannot tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Choices:
    """How to read a file.

    `sheet`: the worksheet to take; `include_hidden`: hidden rows and columns too. `columns`: a header as the person
    sees it, and the canonical field that it carries, or "" where the column is to be left out. `remembered`: such
    decisions of earlier files, by the fingerprint of their header row; `columns` win over them. `accept`: the codes of
    findings whose suggestions are taken when the sheet is judged.
    """

    sheet: str | None = None
    include_hidden: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    accept: tuple[str, ...] = ()

    def about(self, fingerprint: str) -> "Choices":
        """The same without what is remembered of other header rows."""
        remembered = {own: columns for own, columns in self.remembered.items() if own == fingerprint}
        return replace(self, remembered=remembered)


AS_ASKED: Final = Choices()
"""Nothing was decided."""
