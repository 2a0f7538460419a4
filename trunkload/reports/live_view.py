"""Knows what a report has on top where a person works with it, and the place that its forms leave for a proof."""

from dataclasses import dataclass
from typing import Final

from trunkload.reports.correction_view import CorrectionView

PROOF_PLACE: Final = b"<input type=hidden name=proof value=@>"
"""Whoever serves the page puts the proof of the one visit there; what a person typed has no `<` in a page."""


@dataclass(frozen=True, slots=True)
class LiveView:
    """`corrections`: the history of its cells. `seen`: how many there are."""

    corrections: tuple[CorrectionView, ...] = ()

    @property
    def seen(self) -> int:
        return len(self.corrections)

    def is_last(self, place: int) -> bool:
        """Whether the cell of this change, counted from 0, was not changed again later."""
        return all(one.cell != self.corrections[place].cell for one in self.corrections[place + 1 :])
