"""Knows the way through a large Excel workbook, whose cells are read many at once."""

from collections.abc import Sequence
from functools import cached_property
from typing import overload

import numpy as np

from trunkload.intake.limits import Limits
from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.grid import Grid
from trunkload.intake.workbooks.wire import Packed
from trunkload.intake.workbooks.xlsx.at_once.cell_places import Ints
from trunkload.intake.workbooks.xlsx.at_once.cell_texts import CellTexts
from trunkload.intake.workbooks.xlsx.at_once.chunks import OtherShapeError
from trunkload.intake.workbooks.xlsx.at_once.pool import Pool
from trunkload.intake.workbooks.xlsx.at_once.shared_strings import pool_strings
from trunkload.intake.workbooks.xlsx.at_once.sheet_in_chunks import SheetInChunks
from trunkload.intake.workbooks.xlsx.cell_values import CellReader
from trunkload.intake.workbooks.xlsx.package import Package, Worksheet
from trunkload.intake.workbooks.xlsx.texts import read_shared_strings
from trunkload.intake.workbooks.xlsx.worksheet import read_worksheet


def read_worksheets(archive: Archive, package: Package, values: CellReader, limits: Limits) -> list[Packed]:
    """Raises Refused for what is damaged or outside of the limits."""
    strings = SharedStrings(archive, package.strings)
    alone = len(package.worksheets) == 1
    return [_worksheet(archive, one, strings, values, limits, all_texts=alone) for one in package.worksheets]


class SharedStrings(Sequence[str]):
    """In a pool for all at once, and as a list for one by one; each made when it is first asked for."""

    def __init__(self, archive: Archive, part: str | None) -> None:
        self.archive = archive
        self.part = part
        self.pool = Pool()

    @cached_property
    def numbers(self) -> Ints:
        """The number in the pool of each string."""
        return np.zeros(0, np.int32) if self.part is None else pool_strings(self.archive, self.part, self.pool)

    @cached_property
    def texts(self) -> list[str]:
        return [] if self.part is None else read_shared_strings(self.archive.unpacked(self.part))

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...

    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        return self.texts[at]


def _worksheet(  # noqa: PLR0913  # what a worksheet is read with
    archive: Archive, one: Worksheet, strings: SharedStrings, values: CellReader, limits: Limits, *, all_texts: bool
) -> Packed:
    """Where the part has another shape than a table of many cells usually has, it is read element by element."""
    texts = CellTexts(strings.numbers, values, strings.pool.copy())
    sheet = SheetInChunks(Grid(one.name, limits), strings, texts)
    try:
        sheet.read(archive.unpacked(one.part))
    except OtherShapeError:
        grid = Grid(one.name, limits)
        read_worksheet(archive.unpacked(one.part), grid, strings, values)
        return grid.packed()
    return sheet.packed(all_texts=all_texts)
