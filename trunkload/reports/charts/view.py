"""Knows what a chart shows: bars in parts, already worded, and the same figures as a table."""

from dataclasses import dataclass
from enum import StrEnum

from trunkload.validation.language import Lang

BARS_SHOWN = 8
"""More bars than this are no picture any more; the rest is counted."""


class ChartKey(StrEnum):
    """The charts of a report, in their order."""

    NUMBERS = "numbers"
    COST = "cost"
    CAUSES = "causes"


@dataclass(frozen=True, slots=True)
class Part:
    """What a colour stands for; `name` is its class in page.css."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its words; `values`: how long each part is, in the order of the chart's parts."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ChartView:
    """`rows`: the cells of the table under `columns`, each row headed by its first; `remarks` are told below."""

    key: ChartKey
    lang: Lang
    title: str
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()

    @property
    def has_lengths(self) -> bool:
        """Bars that are all empty are no picture: the table alone tells more."""
        return any(value for bar in self.bars for value in bar.values)

    @property
    def summary(self) -> str:
        """All that the picture says, for who cannot see it."""
        return "; ".join(bar.label for bar in self.bars)
