"""Knows how counts of rows are written, and many row numbers in short."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from trunkload.validation.language import Lang

DIGIT_GROUPS: Final = {Lang.DE: str.maketrans(",.", ".,"), Lang.EN: str.maketrans("", "")}

RUNS_SHOWN: Final = 6
LOOKED_AT: Final = 2_000
"""So many rows are looked at for runs; a million of them are not read by a person."""


@dataclass(frozen=True, slots=True)
class RowsInShort:
    """`text` lists the first ones; `more` are not in it."""

    text: str
    more: int


def count_text(count: int, lang: Lang) -> str:
    """`1.234` in German, `1,234` in English."""
    return f"{count:,}".translate(DIGIT_GROUPS[lang])


def runs(ordered: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each gapless run of ascending whole numbers."""
    if not ordered:
        return []
    gaps = [(left, right) for left, right in pairwise(ordered) if right != left + 1]
    firsts = [ordered[0], *(right for _, right in gaps)]
    lasts = [*(left for left, _ in gaps), ordered[-1]]
    return list(zip(firsts, lasts, strict=True))


def rows_in_short(ordered: Sequence[int], column: str = "") -> RowsInShort:
    """Ascending row numbers as a person lists them: `5, 9–12`, in a column `F5, F9–F12`; of many runs the first."""
    found = runs([int(row) for row in ordered[:LOOKED_AT]])
    shown = found[:RUNS_SHOWN]
    told = list(accumulate((last - first + 1 for first, last in shown), initial=0))[-1]
    text = ", ".join(
        f"{column}{first}" if first == last else f"{column}{first}–{column}{last}" for first, last in shown
    )
    return RowsInShort(text, len(ordered) - told)
