"""Knows where all cells of a chunk of worksheet rows stand: their rows and columns, their content, their attributes."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from trunkload.intake.workbooks.xlsx.at_once.alike import Kinds, attributes_of
from trunkload.intake.workbooks.xlsx.at_once.swar import MOST, eight_bytes, whole_numbers
from trunkload.intake.workbooks.xlsx.at_once.tags import Bytes, Grammar, Places, Tags, words
from trunkload.intake.workbooks.xlsx.worksheet import is_hidden

GRAMMAR: Final = Grammar(
    {
        "row": ["c", "c/", "/row"],
        "/row": ["row", "row/"],
        "row/": ["row", "row/"],
        "c": ["v", "v/", "f", "f/", "is", "/c"],
        "/c": ["c", "c/", "/row"],
        "c/": ["c", "c/", "/row"],
        "f": ["/f"],
        "/f": ["v", "v/", "/c"],
        "f/": ["v", "v/", "/c"],
        "v": ["/v"],
        "/v": ["/c"],
        "v/": ["/c"],
        "is": ["t", "t/"],
        "t": ["/t"],
        "/t": ["/is"],
        "t/": ["/is"],
        "/is": ["/c"],
    },
    edges=["row", "/row", "row/"],
    bare=["v", "is"],
    bearing=["v", "f", "t"],
)
ROW, ROW_ALONE, CELL, CELL_ALONE, CELL_END, VALUE, VALUE_ALONE, FORMULA, FORMULA_END, FORMULA_ALONE, TEXT = (
    GRAMMAR.code(tag) for tag in ("row", "row/", "c", "c/", "/c", "v", "v/", "f", "/f", "f/", "t")
)
REFERENCE: Final = int.from_bytes(b' r="', "little")
QUOTE: Final = ord('"')
LETTER_A: Final = ord("A")
LETTERS: Final = 26
MOST_LETTERS: Final = 4
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Rows:
    """For each row of a chunk: its place among the tags, its number, how many digits that has, and its attributes."""

    tags: Places
    numbers: Ints
    digits: Places
    kinds: Kinds
    attributes: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Cells:
    """Row and column of each cell, where its content begins and ends, and which of `kinds` (t, s) it is."""

    rows: Ints
    columns: Ints
    starts: Places
    ends: Places
    kind: Kinds
    kinds: tuple[tuple[str, str], ...]


def rows_of(chunk: Bytes, tags: Tags) -> Rows | None:
    """None where a row does not say its number first."""
    at = np.flatnonzero((tags.codes == ROW) | (tags.codes == ROW_ALONE))
    names = tags.names[at] + 3
    if not (words(chunk, "<u4")[names] == REFERENCE).all():
        return None
    digits = names + 4
    lengths = np.zeros(len(at), np.int64)
    for length in range(1, MOST):
        lengths[(lengths == 0) & (chunk[digits + length] == QUOTE)] = length
    numbers, right = whole_numbers(chunk, digits, lengths)
    found = attributes_of(chunk, digits + lengths + 1, tags.ends[at])
    if found is None or not right.all() or not (numbers > 0).all():
        return None
    return Rows(at, numbers.astype(np.int32), lengths, *found)


def hidden_rows(rows: Rows) -> set[int]:
    hidden = np.array([is_hidden(one) for one in rows.attributes], dtype=bool)
    return set(rows.numbers[hidden[rows.kinds]].tolist())


def others_are_sound(chunk: Bytes, tags: Tags, rows: Rows) -> bool:
    """Whether the tags that nothing is taken from are such as XML may have: empty cells, formulas, texts."""
    codes = tags.codes
    following = np.append(codes[1:], codes[-1:])
    empty = np.flatnonzero((codes == CELL_ALONE) | ((codes == CELL) & (following == CELL_END)))
    others = [np.flatnonzero((codes == FORMULA) | (codes == FORMULA_ALONE)), np.flatnonzero(codes == TEXT)]
    attributes = [attributes_of(chunk, tags.names[at] + 1, tags.ends[at]) for at in others]
    return None not in attributes and _cells(chunk, tags, rows, empty, empty) is not None


def cells_with_value(chunk: Bytes, tags: Tags, rows: Rows) -> Cells | None:
    contents = np.flatnonzero(tags.codes == VALUE)
    before = tags.codes[contents - 1]
    owners = contents - 1 - (before == FORMULA_ALONE) - 2 * (before == FORMULA_END)
    return _cells(chunk, tags, rows, owners, contents)


def cells_with_text(chunk: Bytes, tags: Tags, rows: Rows) -> Cells | None:
    """Those that hold their text themselves."""
    contents = np.flatnonzero(tags.codes == TEXT)
    return _cells(chunk, tags, rows, contents - 2, contents)


def cells_without_result(chunk: Bytes, tags: Tags, rows: Rows) -> Cells | None:
    """Those with a formula that nobody has calculated; their content is nothing."""
    ends = np.flatnonzero((tags.codes == FORMULA_END) | (tags.codes == FORMULA_ALONE))
    following = tags.codes[np.minimum(ends + 1, len(tags.codes) - 1)]
    ends = ends[(following == CELL_END) | (following == VALUE_ALONE)]
    return _cells(chunk, tags, rows, ends - 1 - (tags.codes[ends] == FORMULA_END), ends)


def _cells(chunk: Bytes, tags: Tags, rows: Rows, owners: Places, contents: Places) -> Cells | None:
    """`owners` are the cells' own tags, `contents` the tags behind which their content begins.

    None where a cell does not say its place first, or another row than the one that it stands in.
    """
    counts = np.diff(np.append(np.searchsorted(owners, rows.tags), len(owners)))
    row_of = np.repeat(np.arange(len(rows.tags)), counts)
    names = tags.names[owners]
    if not (words(chunk, "<u4")[names + 1] == REFERENCE).all():
        return None
    columns, digits = _letters(chunk, names + 5)
    lengths = rows.digits[row_of]
    of_row = eight_bytes(chunk, tags.names[rows.tags] + 7, rows.digits)
    same = (eight_bytes(chunk, digits, lengths) == of_row[row_of]) & (chunk[digits + lengths] == QUOTE)
    found = attributes_of(chunk, digits + lengths + 1, tags.ends[owners])
    if found is None or not same.all() or (columns < 0).any():
        return None
    starts, ends = tags.ends[contents] + 1, tags.starts[np.minimum(contents + 1, len(tags.starts) - 1)]
    kinds = tuple((one.get("t", "n"), one.get("s", "")) for one in found[1])
    return Cells(rows.numbers[row_of], columns, starts, ends, found[0], kinds)


def _letters(chunk: Bytes, places: Places) -> tuple[Ints, Places]:
    """The column of each reference, -1 where it has none, and where its digits begin."""
    columns = np.zeros(len(places), np.int32)
    going = np.ones(len(places), dtype=bool)
    digits = places.copy()
    for _ in range(MOST_LETTERS):
        letters = chunk[digits].astype(np.int32) - LETTER_A
        going &= (letters >= 0) & (letters < LETTERS)
        if not going.any():
            break
        columns = np.where(going, columns * LETTERS + letters + 1, columns)
        digits += going
    return columns - 1, digits
