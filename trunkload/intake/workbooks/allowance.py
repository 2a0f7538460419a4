"""Knows how many cells a workbook may have, all of its worksheets together."""

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused


class Allowance:
    """What is left of the cells that we take; repeated cells count as often as they are repeated."""

    def __init__(self, limits: Limits) -> None:
        self.limit = limits.cells
        self.taken = 0

    def take(self, count: int, sheet: str) -> None:
        """Before the cells are put down. Raises Refused where they are too many."""
        self.taken += count
        if self.taken > self.limit:
            params = {"what": "cells", "size": str(self.taken), "limit": str(self.limit), "sheet": sheet}
            raise Refused(RefusalCode.TOO_LARGE, params=params)
