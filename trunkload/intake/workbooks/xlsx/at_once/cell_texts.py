"""Knows which text each cell of a chunk of worksheet rows shows, and what it is beside its text."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trunkload.intake.workbooks.damaged import no_xml
from trunkload.intake.workbooks.grid import Mark
from trunkload.intake.workbooks.xlsx.at_once.cell_places import (
    Cells,
    Ints,
    cells_with_text,
    cells_with_value,
    cells_without_result,
    hidden_rows,
    others_are_sound,
    rows_of,
)
from trunkload.intake.workbooks.xlsx.at_once.pool import Pool, mended
from trunkload.intake.workbooks.xlsx.at_once.swar import whole_numbers
from trunkload.intake.workbooks.xlsx.at_once.tags import Bytes, Places, Tags
from trunkload.intake.workbooks.xlsx.cell_values import CellReader

NUMBER_KINDS = ("n", "")
MARKS = ("", *(mark.value for mark in Mark))
MARK_NUMBERS = {mark: number for number, mark in enumerate(MARKS)}
SMALL_TABLE = 1 << 16
Marked = list[tuple[Mark, Ints, Ints]]


@dataclass(frozen=True, slots=True)
class Found:
    """Cells with text: row, column and number of the text of each; and marks of cells, with or without text.

    `last_row`: the number of the chunk's last row; `hidden`: those that are not shown.
    """

    rows: Ints
    columns: Ints
    numbers: Ints
    marks: Marked
    last_row: int
    hidden: set[int]


@dataclass(frozen=True, slots=True)
class CellTexts:
    """What cells are shown with: the number in the pool of each shared string, the reader of values, the pool."""

    strings: Ints
    values: CellReader
    pool: Pool

    def read(self, chunk: Bytes, tags: Tags) -> Found | None:
        """All cells of the chunk, or None where some are written in an unusual way."""
        rows = rows_of(chunk, tags)
        if rows is None:
            return None
        written = cells_with_value(chunk, tags, rows)
        spoken = cells_with_text(chunk, tags, rows)
        unsolved = cells_without_result(chunk, tags, rows)
        if written is None or spoken is None or unsolved is None or not others_are_sound(chunk, tags, rows):
            return None
        numbers, marks = self._of_values(chunk, written)
        inline = self.pool.add_slices(chunk, spoken.starts, spoken.ends)
        empty = np.array([kind != "str" for kind, _ in unsolved.kinds], dtype=bool)[unsolved.kind]
        return Found(
            np.concatenate([written.rows, spoken.rows]),
            np.concatenate([written.columns, spoken.columns]),
            np.concatenate([numbers, inline]),
            [*marks, (Mark.NO_RESULT, unsolved.rows[empty], unsolved.columns[empty])],
            int(rows.numbers[-1]),
            hidden_rows(rows),
        )

    def _of_values(self, chunk: Bytes, cells: Cells) -> tuple[Ints, Marked]:
        """The number of each cell's text, kind by kind, and the marks that the kinds bring."""
        numbers = np.zeros(len(cells.rows), np.int32)
        marks: Marked = []
        for number, kind in enumerate(cells.kinds):
            at = np.flatnonzero(cells.kind == number)
            starts, ends = cells.starts[at], cells.ends[at]
            if kind[0] == "s":
                numbers[at] = self._shared(chunk, starts, ends)
            elif kind[0] == "str":
                numbers[at] = self.pool.add_slices(chunk, starts, ends)
            else:
                numbers[at], marked = self._others(chunk, starts, ends, kind)
                for mark in np.unique(marked[marked > 0]).tolist():
                    found = at[marked == mark]
                    marks.append((Mark(MARKS[mark]), cells.rows[found], cells.columns[found]))
        return numbers, marks

    def _shared(self, chunk: Bytes, starts: Places, ends: Places) -> Ints:
        wanted, right = whole_numbers(chunk, starts, ends - starts)
        if not right.all() or (len(wanted) and int(wanted.max()) >= len(self.strings)):
            raise no_xml()
        return self.strings[wanted]

    def _others(
        self, chunk: Bytes, starts: Places, ends: Places, kind: tuple[str, str]
    ) -> tuple[Ints, npt.NDArray[np.int8]]:
        """Numbers, days, truths and errors: each different whole number is shown once."""
        numbers, marks = np.zeros(len(starts), np.int32), np.zeros(len(starts), np.int8)
        whole, right = whole_numbers(chunk, starts, ends - starts)
        plain = right & (kind[0] in NUMBER_KINDS)
        different, which = different_ones(whole[plain])
        shown = [self.values.number(str(value), kind[1]) for value in different.tolist()]
        numbers[plain] = np.array([self.pool.add(text) for text, _ in shown], np.int32)[which]
        marks[plain] = np.array([MARK_NUMBERS[mark or ""] for _, mark in shown], np.int8)[which]
        for at in np.flatnonzero(~plain).tolist():
            text, mark = self._one(chunk[starts[at] : ends[at]].tobytes(), kind)
            numbers[at], marks[at] = self.pool.add(text), MARK_NUMBERS[mark or ""]
        return numbers, marks

    def _one(self, content: bytes, kind: tuple[str, str]) -> tuple[str, Mark | None]:
        text = mended(content, escapes=False)
        if not text:
            return "", None
        return self.values.number(text, kind[1]) if kind[0] in NUMBER_KINDS else self.values.other(kind[0], text)


def different_ones(whole: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Places]:
    """The different numbers, and for each which of them it is; by a table where they are small enough for one."""
    if not len(whole) or int(whole.max()) > max(4 * len(whole), SMALL_TABLE):
        return np.unique(whole, return_inverse=True)
    there = np.zeros(int(whole.max()) + 1, dtype=bool)
    there[whole] = True
    different = np.flatnonzero(there)
    order = np.zeros(len(there), np.int64)
    order[different] = np.arange(len(different))
    return different, order[whole]
