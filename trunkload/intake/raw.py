"""Knows raw cells: what a file holds as text, before a header is looked for. The seam between formats and meaning."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused

TEXT = pd.StringDtype("pyarrow")
BLANKS = " \t\r\n\v\f\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What a person cannot see in a cell: a cell of nothing else is empty."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One worksheet or one text table.

    `cells`: index = row number as the person sees it, contiguous; columns = position from 0; Arrow strings, NA where
    blank. `number_cells`: rows per column whose cell is a number and no text. `widths`: cells per row as written, only
    for text tables.
    """

    sheet: str | None
    cells: pd.DataFrame
    number_cells: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    widths: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class RawFile:
    """All that a file holds for us; `sheets` are the names of its visible worksheets."""

    format: str
    tables: tuple[RawTable, ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheets: tuple[str, ...] = ()


def text_cells(columns: Iterable[Sequence[str | None]], *, first_row: int, first_column: int = 0) -> pd.DataFrame:
    """Columns of text as a table of Arrow strings; a cell of blanks only is NA, every other stays as it is."""
    series = [pd.Series(list(column), dtype=TEXT) for column in columns]
    frame = pd.DataFrame({first_column + place: _without_blanks(one) for place, one in enumerate(series)})
    frame.index = pd.RangeIndex(first_row, first_row + len(frame), name="row")
    return frame.reindex(columns=pd.RangeIndex(first_column + len(series))).astype(TEXT)


def _without_blanks(column: "pd.Series[str]") -> "pd.Series[str]":
    blank = (column.str.strip(BLANKS) == "").fillna(value=False)
    return column.mask(blank.astype(bool))


def refuse_long_cells(cells: pd.DataFrame, limits: Limits) -> None:
    """Raises Refused for the first cell that holds more characters than a spreadsheet cell can."""
    for place in places_of(cells):
        too_long = cells.index[(cells[place].str.len() > limits.cell_characters).fillna(value=False)]
        if len(too_long):
            raise cell_too_long(int(too_long[0]), letter_of(place), limits)


def cell_too_long(row: int, letter: str | None, limits: Limits) -> Refused:
    params = {"limit": str(limits.cell_characters)}
    return Refused(RefusalCode.CELL_TOO_LONG, row=row, column=letter, params=params)


def places_of(cells: pd.DataFrame) -> list[int]:
    """The positions of the columns, from 0."""
    return [int(str(place)) for place in cells.columns]


def texts_of(cells: pd.DataFrame, row: int) -> dict[int, str]:
    """What stands in a row, by column."""
    return next(texts for _, texts in texts_by_row(cells.loc[[row]]))


def texts_by_row(cells: pd.DataFrame) -> Iterator[tuple[int, dict[int, str]]]:
    """Row numbers, and what stands in each row by column; for the few rows at the top of a file."""
    places = places_of(cells)
    for row, values in zip(cells.index, cells.astype(object).to_numpy(), strict=True):
        yield int(row), {place: text for place, text in zip(places, values, strict=True) if isinstance(text, str)}


def letter_of(place: int) -> str:
    """The spreadsheet's letter of a column counted from 0; after Z comes AA."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
