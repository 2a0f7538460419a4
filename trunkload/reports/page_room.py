"""Knows how much of a row a page has room for: a page of 1,000 rows stays below 300 kB."""

from collections.abc import Sequence
from typing import Final

from trunkload.reports.card import RowStatus

PAGE_BYTES: Final = 300_000
FRAME_BYTES: Final = 60_000
"""All that is no card: style, script, plan, charts, things to do."""

CARD_BYTES: Final = 235
CELL_BYTES: Final = 45

ROOMY: Final = 200
"""A page of so many rows says everything in every row."""

OFTEN: Final = 20
"""What more rows of a longer page say in the same words is said once, and pointed to."""

SHORT: Final = 60
"""A sentence of so many characters is told in every row, however many have it."""


def often_on(rows: int) -> int:
    """How many of `rows` on a page may say the same before it is said once."""
    return OFTEN if rows > ROOMY else rows


def statuses_with_cells(counts: Sequence[tuple[RowStatus, int]], columns: int) -> frozenset[RowStatus]:
    """The statuses whose rows show every cell as typed, as long as there is room; what needs fixing comes first.

    `counts`: how many rows of each status the page has, in its order; `columns`: cells of a row.
    """
    room = PAGE_BYTES - FRAME_BYTES - CARD_BYTES * sum(rows for _, rows in counts)
    found = set()
    for status, rows in counts:
        room -= rows * columns * CELL_BYTES
        if room < 0:
            break
        found.add(status)
    return frozenset(found)
