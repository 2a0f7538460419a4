"""Knows the way through an Excel workbook: its package, its styles, its texts, then every visible worksheet."""

from trunkload.intake.limits import Limits
from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.grid import Book, Grid
from trunkload.intake.workbooks.wire import Packed
from trunkload.intake.workbooks.xlsx.cell_values import CellReader
from trunkload.intake.workbooks.xlsx.package import Package, read_package
from trunkload.intake.workbooks.xlsx.styles import read_styles
from trunkload.intake.workbooks.xlsx.texts import read_shared_strings
from trunkload.intake.workbooks.xlsx.worksheet import read_worksheet

LARGE = 1 << 20
"""From this size of worksheets and shared strings on (bytes), loading numpy costs less than it saves."""


def read_xlsx(archive: Archive, workbook: str, limits: Limits, *, large: int = LARGE) -> Book:
    """All visible worksheets; raises Refused for what is damaged or outside of the limits.

    From `large` bytes on cells are read many at once; what is read is the same.
    """
    package = read_package(archive, workbook)
    values = CellReader(read_styles(archive, package.styles), package.date_system)
    read_all = _element_by_element
    if _size(archive, package) >= large:
        from trunkload.intake.workbooks.xlsx.at_once.columnar import read_worksheets as read_all  # noqa: PLC0415  # needs numpy
    return Book(
        "xlsm" if package.macros else "xlsx",
        read_all(archive, package, values, limits),
        hidden_sheets=package.hidden_sheets,
        date_system=package.date_system,
        macros=package.macros,
    )


def _size(archive: Archive, package: Package) -> int:
    parts = [one.part for one in package.worksheets] + ([package.strings] if package.strings else [])
    return sum(archive.parts[part].size for part in parts)


def _element_by_element(archive: Archive, package: Package, values: CellReader, limits: Limits) -> list[Packed]:
    strings = read_shared_strings(archive.unpacked(package.strings)) if package.strings else []
    grids = []
    for one in package.worksheets:
        grid = Grid(one.name, limits)
        read_worksheet(archive.unpacked(one.part), grid, strings, values)
        grids.append(grid.packed())
    return grids
