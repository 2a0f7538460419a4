"""Knows how the records of an old Excel worksheet become a grid, in whatever order a writer put them down."""

from trunkload.intake.limits import Limits
from trunkload.intake.workbooks.allowance import Allowance
from trunkload.intake.workbooks.grid import Grid, Mark
from trunkload.intake.workbooks.xls.records import Put, Reading, Shared


class _OutOfOrderError(Exception):
    """Some writers write cells as they come to mind; only inside of this module."""


def read_worksheet(shared: Shared, at: int, name: str, limits: Limits, allowance: Allowance) -> tuple[Grid, int]:
    """The worksheet whose records begin there, and how long they are; raises Refused for damage and beyond limits."""
    grid = Grid(name, limits)
    before = allowance.taken
    try:
        return grid, Reading(shared, grid, allowance, _in_order(grid.put)).read(at)
    except _OutOfOrderError:
        allowance.taken = before
    cells: dict[tuple[int, int], tuple[str, Mark | None]] = {}

    def keep(row: int, column: int, text: str, mark: Mark | None) -> None:
        cells[row, column] = (text, mark)

    grid = Grid(name, limits)
    length = Reading(shared, grid, allowance, keep).read(at)
    for row, column in sorted(cells):
        grid.put(row, column, *cells[row, column])
    return grid, length


def _in_order(put: Put) -> Put:
    last = 0

    def checked(row: int, column: int, text: str, mark: Mark | None) -> None:
        nonlocal last
        place = row << 16 | column
        if place <= last:
            raise _OutOfOrderError
        last = place
        put(row, column, text, mark)

    return checked
