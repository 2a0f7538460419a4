"""Knows one large worksheet: its rows in chunks, all cells of a chunk at once, odd chunks element by element."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from trunkload.intake.workbooks.allowance import Allowance
from trunkload.intake.workbooks.grid import Grid, Mark
from trunkload.intake.workbooks.markup import feed
from trunkload.intake.workbooks.wire import Packed
from trunkload.intake.workbooks.xlsx.at_once.cell_places import GRAMMAR, Ints
from trunkload.intake.workbooks.xlsx.at_once.cell_texts import CellTexts, Found
from trunkload.intake.workbooks.xlsx.at_once.chunks import cut, prefix_of, refuse_other_shape
from trunkload.intake.workbooks.xlsx.at_once.tags import is_sound, tags_of
from trunkload.intake.workbooks.xlsx.worksheet import WorksheetReader


class SheetInChunks:
    """`grid` takes what is read element by element: the beginning, the end and odd chunks."""

    def __init__(self, grid: Grid, strings: Sequence[str], texts: CellTexts) -> None:
        self.grid = grid
        self.texts = texts
        self.pool = texts.pool
        self.reader = WorksheetReader(grid, strings, texts.values)
        self.found: list[Found] = []

    def read(self, pieces: Iterator[bytes]) -> None:
        """Raises OtherShapeError, and Refused."""
        chunks = cut(pieces, b"sheetData", b"row")
        head = next(chunks)
        prefix = prefix_of(head)
        end = b"</" + prefix + b"sheetData"
        parser = self.reader.parser
        feed(parser, head)
        for content in chunks:
            if content.startswith(end):
                feed(parser, content, last=True)
            elif content.strip() and not self._at_once(content, prefix):
                refuse_other_shape(content)
                feed(parser, content)

    def _at_once(self, content: bytes, prefix: bytes) -> bool:
        if not is_sound(content):
            return False
        chunk = np.frombuffer(content, np.uint8)
        tags = tags_of(chunk, GRAMMAR, prefix)
        found = None if tags is None else self.texts.read(chunk, tags)
        if found is None:
            return False
        self.grid.hidden_rows |= found.hidden
        if len(found.rows):
            self.grid.check_place(int(found.rows.max()), int(found.columns.max()))
        self.reader.row = found.last_row
        self.found.append(found)
        return True

    def packed(self, *, all_texts: bool) -> Packed:
        """As it travels to the parent process; `all_texts`: with those of the pool that no cell shows."""
        rows, columns, numbers = self._cells()
        Allowance(self.grid.limits).take(len(numbers), self.grid.sheet)
        self._refuse_repeated(numbers)
        if not all_texts:
            numbers = self.pool.keep_only(numbers)
        ends, texts = self.pool.packed()
        grid = self.grid
        return Packed(
            grid.sheet,
            ends,
            texts,
            {place: (of_rows, of_numbers) for place, of_rows, of_numbers in _by_column(rows, columns, numbers)},
            self._marks(),
            array("i", sorted(grid.hidden_rows)).tobytes(),
            tuple(sorted(grid.hidden_columns)),
            array("i", chain.from_iterable(grid.merged)).tobytes(),
        )

    def _cells(self) -> tuple[Ints, Ints, Ints]:
        ours = np.fromiter(map(self.pool.add, self.grid.texts), np.int32, len(self.grid.texts))
        parts = [(found.rows, found.columns, found.numbers) for found in self.found]
        for place, (rows, numbers) in self.grid.cells.items():
            of_rows = np.array(rows, np.int32)
            parts.append((of_rows, np.full(len(of_rows), place, np.int32), ours[np.array(numbers, np.int64)]))
        if not parts:
            return (np.zeros(0, np.int32),) * 3
        all_rows, columns, all_numbers = (np.concatenate(one) for one in zip(*parts, strict=True))
        return all_rows, columns, all_numbers

    def _refuse_repeated(self, numbers: Ints) -> None:
        """A long text that is kept once and shown by many cells would need far more room than the file."""
        limits, sizes = self.grid.limits, self.pool.sizes()
        times = np.bincount(numbers, minlength=len(sizes)) - 1
        long = (sizes > limits.repeated_from) & (times > 0)
        repeated = int((times[long] * sizes[long]).sum())
        if repeated > limits.repeated_bytes:
            raise self.grid.too_much_repeated(repeated)

    def _marks(self) -> dict[str, dict[int, bytes]]:
        parts: dict[Mark, list[tuple[Ints, Ints]]] = {}
        for found in self.found:
            for mark, rows, columns in found.marks:
                parts.setdefault(mark, []).append((rows, columns))
        for mark, by_column in self.grid.marks.items():
            for place, of_rows in by_column.items():
                rows = np.array(of_rows, np.int32)
                parts.setdefault(mark, []).append((rows, np.full(len(rows), place, np.int32)))
        marks = {}
        for mark, told in parts.items():
            rows, columns = (np.concatenate(one) for one in zip(*told, strict=True))
            marks[mark.value] = {place: of_rows for place, of_rows, _ in _by_column(rows, columns, rows)}
        return {mark: by_column for mark, by_column in marks.items() if by_column}


def _by_column(rows: Ints, columns: Ints, numbers: Ints) -> Iterator[tuple[int, bytes, bytes]]:
    if not len(rows):
        return
    order = np.argsort(columns.astype(np.int16), kind="stable")
    places, starts = np.unique(columns[order], return_index=True)
    for place, part in zip(places.tolist(), np.split(order, starts[1:]), strict=True):
        yield place, rows[part].astype(np.int32).tobytes(), numbers[part].astype(np.int32).tobytes()
