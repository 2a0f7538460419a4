"""Knows on which page of a report each row stands: blocked first, then warnings, ready ones and the rest."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from trunkload.reports.card import RowStatus
from trunkload.validation.checked import Checked
from trunkload.validation.findings import Severity

Ints = npt.NDArray[np.int64]

ROWS_OF_PAGE: Final = 1_000
STATUSES: Final = tuple(RowStatus)


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """`rows`: all rows in the order of the pages; `ranks`: for each the place of its status among RowStatus,
    ascending; `by_number`: where in `rows` each row stands, by ascending row number."""

    rows: Ints
    ranks: Ints
    by_number: Ints

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // ROWS_OF_PAGE))

    def statuses(self) -> dict[int, RowStatus]:
        """Of every row, in the order of the sheet."""
        order = self.by_number
        ranks = self.ranks[order].tolist()
        return {row: STATUSES[rank] for row, rank in zip(self.rows[order].tolist(), ranks, strict=True)}

    def span(self, page: int) -> slice:
        """Which of `rows` stand on a page, counted from 1."""
        return slice((page - 1) * ROWS_OF_PAGE, min(page * ROWS_OF_PAGE, len(self.rows)))

    def of_status(self, status: RowStatus) -> Ints:
        begin, end = np.searchsorted(self.ranks, [STATUSES.index(status), STATUSES.index(status) + 1])
        return self.rows[begin:end]

    def pages_of(self, rows: Ints) -> Ints:
        """The page of each of these rows; 0 for what is no row of a report."""
        if not len(self.rows):
            return np.zeros(len(rows), dtype=np.int64)
        found = np.searchsorted(self.rows, rows, sorter=self.by_number).clip(max=len(self.rows) - 1)
        place = self.by_number[found]
        return np.where(self.rows[place] == rows, place // ROWS_OF_PAGE + 1, 0).astype(np.int64)


def row_places(checked: Checked, taken_out: tuple[int, ...]) -> RowPlaces:
    """`taken_out`: rows that are right and that a person took out of the plan."""
    rows = checked.sheet.staff.index.to_numpy(dtype=np.int64)
    ranks = np.full(len(rows), STATUSES.index(RowStatus.READY), dtype=np.int64)
    standing = {
        RowStatus.WARNING: checked.findings.rows_with(Severity.WARNING),
        RowStatus.TAKEN_OUT: list(taken_out),
        RowStatus.BLOCKED: checked.blocked,
        RowStatus.WAITING: checked.held_back,
        RowStatus.SKIPPED: checked.repeated,
    }
    for status, of_status in standing.items():
        ranks[np.isin(rows, np.asarray(of_status, dtype=np.int64))] = STATUSES.index(status)
    order = np.lexsort((rows, ranks))
    return RowPlaces(rows[order], ranks[order], np.argsort(rows[order]).astype(np.int64))
