"""Knows raw cells: what a file holds as text, before a header is looked for. The seam between formats and meaning."""

import mmap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.grid import Area, Mark, letter_of

__all__ = ["TEXT", "Area", "Mark", "Mask", "RawFile", "RawTable", "letter_of"]

TEXT = pd.StringDtype("pyarrow")
STRINGS: Final = pa.large_string()
"""The Arrow type of every text column here: pandas takes it as TEXT without a copy."""

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]

BLANKS = " \t\r\n\v\f\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What a person cannot see in a cell: a cell of nothing else is empty."""

BLANK_BYTES: Final = np.isin(np.arange(256), sorted({character.encode()[0] for character in BLANKS}))
"""Which first bytes (UTF-8) a cell of blanks may have; nearly no other cell has one of them."""

IN_CACHE: Final = 1 << 16
"""So many cells are looked at at once: what is found of them takes no memory worth the name."""

ROWS_AT_ONCE: Final = 1024
"""Of rows that are told one by one; more of them would need many times their table's memory."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One worksheet or one text table.

    `columns` by position from 0: Arrow strings (or a dictionary of them), null where blank, each of `height` rows from
    the row that the person sees as `first_row`; a column without any content may be absent. `marks`: by what a cell is
    and by column, the row numbers, ascending. `across`: areas merged over several columns. `widths`: cells per row as
    written, 0 where a row has no content; only for text tables.
    """

    sheet: str | None
    first_row: int
    height: int
    columns: Mapping[int, pa.Array]
    marks: Mapping[Mark, Mapping[int, Rows]] = field(default_factory=dict)
    across: tuple[Area, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    widths: npt.NDArray[np.int32] | None = None

    @property
    def last_row(self) -> int:
        return self.first_row + self.height - 1

    def place_of(self, row: int) -> int:
        """Where in a column the row with this number stands; never outside of it."""
        return min(max(row - self.first_row, 0), self.height)

    def below(self, row: int) -> dict[int, pa.Array]:
        """The columns from below this row on."""
        start = self.place_of(row + 1)
        return {place: column.slice(start) for place, column in self.columns.items()}


@dataclass(frozen=True, slots=True)
class RawFile:
    """All that a file holds for us; `sheets` are the names of its visible worksheets, `date_system` 1900 or 1904."""

    format: str
    tables: tuple[RawTable, ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    date_system: int | None = None
    macros: bool = False


def without_blanks(column: pa.Array) -> pa.Array:
    """The same strings, null where nothing can be seen; the texts themselves are not copied."""
    if column.null_count:
        column = column.fill_null("")
    count = len(column)
    _, offset_buffer, data_buffer = column.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64, count + 1, column.offset * 8)
    data = np.frombuffer(data_buffer or b"", np.uint8)
    seen = np.zeros(count, dtype=bool)
    for at in range(0, count, IN_CACHE):
        part = column.slice(at, IN_CACHE)
        seen[at : at + IN_CACHE] = _seen(part, offsets[at : at + IN_CACHE + 1], data)
    valid = pa.py_buffer(np.packbits(seen, bitorder="little"))
    own = pa.py_buffer(np.ascontiguousarray(offsets))
    return pa.Array.from_buffers(STRINGS, count, [valid, own, data_buffer], null_count=int(count - seen.sum()))


def _seen(column: pa.Array, offsets: Rows, data: npt.NDArray[np.uint8]) -> Mask:
    """Which cells have more than blanks; `offsets` are the places in `data` where they begin."""
    seen: Mask = offsets[1:] > offsets[:-1]
    suspects = np.flatnonzero(seen)
    suspects = suspects[BLANK_BYTES[data[offsets[suspects]]]]
    if len(suspects):
        trimmed = pc.utf8_trim(column.take(pa.array(suspects)), characters=BLANKS)
        seen[suspects] = pc.not_equal(trimmed, "").to_numpy(zero_copy_only=False)
    return seen


def chosen(column: pa.Array, places: Rows) -> pa.Array:
    """The cells at these places, ascending; where the others have no text, as in blank rows, no text is copied."""
    if pa.types.is_dictionary(column.type):
        return column.take(pa.array(places))
    _, offset_buffer, data_buffer = column.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64, len(column) + 1, column.offset * 8)
    begins, ends = offsets[places], offsets[places + 1]
    if not np.array_equal(begins[1:], ends[:-1]):
        return column.take(pa.array(places))
    valid = pa.py_buffer(np.packbits(filled(column)[places], bitorder="little"))
    own = pa.py_buffer(np.append(begins, ends[-1:]))
    return pa.Array.from_buffers(STRINGS, len(places), [valid, own, data_buffer])


def nothing(height: int) -> pa.Array:
    """A column of null. Its pages are of their own: while nobody writes into them, they are no memory."""
    valid, offsets = mmap.mmap(-1, height // 8 + 1), mmap.mmap(-1, (height + 1) * 8)
    return pa.Array.from_buffers(STRINGS, height, [*map(pa.py_buffer, (valid, offsets, b""))], null_count=height)


def filled(column: pa.Array) -> Mask:
    """Where the column has content."""
    mask: Mask = pc.is_valid(column).to_numpy(zero_copy_only=False)
    return mask


def any_filled(columns: Iterable[pa.Array], height: int) -> Mask:
    """Which rows have content in any of these columns, each of `height` rows."""
    found = np.zeros(height, dtype=bool)
    for column in columns:
        if found.all():
            break
        found |= filled(column)
    return found


def plain(column: pa.Array) -> pa.Array:
    """The column as strings of its own, no dictionary."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def refuse_long_cells(table: RawTable, limits: Limits) -> None:
    """Raises Refused for the first cell that holds more characters than a spreadsheet cell can."""
    for place, column in sorted(table.columns.items()):
        parts = (plain(column.slice(at, IN_CACHE)) for at in range(0, len(column), IN_CACHE))
        if all((pc.max(pc.binary_length(part)).as_py() or 0) <= limits.cell_characters for part in parts):
            continue
        too_long = pc.indices_nonzero(pc.greater(pc.utf8_length(plain(column)), limits.cell_characters))
        if len(too_long):
            raise cell_too_long(table.first_row + too_long[0].as_py(), letter_of(place), limits)


def cell_too_long(row: int, letter: str | None, limits: Limits) -> Refused:
    params = {"limit": str(limits.cell_characters)}
    return Refused(RefusalCode.CELL_TOO_LONG, row=row, column=letter, params=params)


def texts_of(table: RawTable, row: int) -> dict[int, str]:
    """What stands in a row, by column."""
    return dict(next((texts for _, texts in texts_by_row(table, row, row)), {}))


def texts_by_row(table: RawTable, first: int, last: int) -> Iterator[tuple[int, dict[int, str]]]:
    """Row numbers, and what stands in each row by column; only a few rows at a time become Python's texts."""
    start, end = table.place_of(first), table.place_of(last + 1)
    ordered = sorted(table.columns.items())
    for begin in range(start, end, ROWS_AT_ONCE):
        height = min(ROWS_AT_ONCE, end - begin)
        columns = {place: column.slice(begin, height).to_pylist() for place, column in ordered}
        for at in range(height):
            texts = {place: values[at] for place, values in columns.items()}
            yield table.first_row + begin + at, {place: text for place, text in texts.items() if text is not None}
