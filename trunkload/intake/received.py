"""Knows how the child's answer becomes raw tables: texts kept once, merged values repeated where rows have content."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.limits import Limits
from trunkload.intake.raw import STRINGS, Mark, Mask, RawFile, RawTable, Rows, refuse_long_cells, without_blanks
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.allowance import Allowance
from trunkload.intake.workbooks.damaged import damaged, no_xml
from trunkload.intake.workbooks.wire import Packed, heard

NOTHING = -1
"""Stands for a cell without text."""

Dense = dict[int, "np.ndarray[Any, np.dtype[np.int32]]"]


def received(message: bytes, limits: Limits) -> RawFile:
    """Raises Refused where the child refused, or where its answer is not whole."""
    try:
        facts, sheets = heard(memoryview(message))
    except (ValueError, KeyError):
        raise damaged() from None
    if "refused" in facts:
        told = facts["refused"]
        raise Refused(RefusalCode(told["code"]), row=told["row"], column=told["column"], params=told["params"])
    _refuse_too_many_cells(sheets, limits)
    return RawFile(
        format=facts["format"],
        tables=tuple(_table(one, limits) for one in sheets),
        sheets=tuple(one.sheet for one in sheets),
        hidden_sheets=tuple(facts["hidden_sheets"]),
        date_system=facts["date_system"],
        macros=facts["macros"],
    )


def _refuse_too_many_cells(sheets: list[Packed], limits: Limits) -> None:
    """Counted as they will be laid out: every column that has content, down to the last row, in all worksheets."""
    allowance = Allowance(limits)
    for one in sheets:
        height = max((int(_numbers(rows).max()) for rows, _ in one.cells.values()), default=0)
        allowance.take(height * len(one.cells), one.sheet)


def _table(one: Packed, limits: Limits) -> RawTable:
    texts = _texts(one)
    dense, first = _laid_out(one, texts)
    height = max((len(numbers) for numbers in dense.values()), default=0)
    merged = _areas(one, first + height - 1, limits)
    marks = {
        Mark(mark): {place: _ascending(_numbers(rows)).astype(np.int64) for place, rows in by_column.items()}
        for mark, by_column in one.marks.items()
    }
    repeated = _repeat_merged(dense, merged, first)
    if repeated:
        marks[Mark.MERGED] = repeated
    table = RawTable(
        sheet=one.sheet,
        first_row=first,
        height=height,
        columns={place: _column(numbers, texts) for place, numbers in sorted(dense.items())},
        marks=marks,
        across=tuple((top, left, bottom, right) for top, left, bottom, right in merged.tolist() if left != right),
        hidden_columns=frozenset(one.hidden_columns),
        hidden_rows=frozenset(_numbers(one.hidden_rows).tolist()),
    )
    if _longest(texts) > limits.cell_characters:
        refuse_long_cells(table, limits)
    return table


def _longest(texts: pa.Array) -> int:
    """Bytes of the longest text: never fewer than its characters."""
    return pc.max(pc.binary_length(texts)).as_py() or 0


def _numbers(buffer: bytes) -> "np.ndarray[Any, np.dtype[np.int32]]":
    return np.frombuffer(buffer, np.int32)


def _texts(one: Packed) -> pa.Array:
    """The texts, null where nothing can be seen. Raises Refused where they are no UTF-8."""
    ends = np.frombuffer(one.ends, np.int64)
    offsets = pa.py_buffer(np.concatenate([np.zeros(1, np.int64), ends]))
    texts = pa.Array.from_buffers(STRINGS, len(ends), [None, offsets, pa.py_buffer(one.texts)])
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:
        raise no_xml() from None
    return without_blanks(texts)


def _laid_out(one: Packed, texts: pa.Array) -> tuple[Dense, int]:
    """The number of its text for each row of each column, from the first row with content on."""
    seen = texts.is_valid().to_numpy(zero_copy_only=False)
    cells = {}
    for place, (of_rows, of_numbers) in one.cells.items():
        rows, numbers = _numbers(of_rows), _numbers(of_numbers)
        visible = seen[numbers]
        if visible.any():
            cells[place] = rows[visible], numbers[visible]
            _refuse_doubles(cells[place][0])
    first = min((int(rows.min()) for rows, _ in cells.values()), default=1)
    last = max((int(rows.max()) for rows, _ in cells.values()), default=0)
    dense: Dense = {}
    for place, (rows, numbers) in cells.items():
        dense[place] = np.full(last - first + 1, NOTHING, np.int32)
        dense[place][rows - first] = numbers
    return dense, first


def _ascending(rows: "np.ndarray[Any, np.dtype[np.int32]]") -> "np.ndarray[Any, np.dtype[np.int32]]":
    """The row numbers in their order, each once; most come so."""
    return rows if (rows[1:] > rows[:-1]).all() else np.unique(rows)


def _refuse_doubles(rows: "np.ndarray[Any, np.dtype[np.int32]]") -> None:
    """Of a cell that is written twice, different programs would show different texts."""
    if len(_ascending(rows)) < len(rows):
        raise damaged()


def _areas(one: Packed, last_row: int, limits: Limits) -> "np.ndarray[Any, np.dtype[np.int32]]":
    """The merged areas, each once, as far down as rows have content.

    A few bytes name an area of any height, and any number of them may lie over each other. Raises Refused where that
    would be more work than reading all the cells that we take.
    """
    areas = np.unique(_numbers(one.merged).reshape(-1, 4), axis=0)
    areas[:, 2] = np.minimum(areas[:, 2], last_row)
    areas = areas[areas[:, 0] <= areas[:, 2]]
    Allowance(limits).take(int((areas[:, 2] - areas[:, 0] + 1).sum(dtype=np.int64)), one.sheet)
    return areas


def _repeat_merged(dense: Dense, merged: "np.ndarray[Any, np.dtype[np.int32]]", first: int) -> dict[int, Rows]:
    """Writes the value of each area that reaches over several rows into those of its rows that have other content."""
    down = merged[merged[:, 0] < merged[:, 2]]
    if not len(down) or not dense:
        return {}
    height = len(next(iter(dense.values())))
    content: Mask = np.zeros(height, dtype=bool)
    for numbers in dense.values():
        content |= numbers != NOTHING
    repeated: dict[int, Mask] = {}
    for top, left, bottom, _ in down.tolist():
        if left not in dense or top < first or dense[left][top - first] == NOTHING:
            continue
        below = slice(top - first + 1, bottom - first + 1)
        dense[left][below][content[below]] = dense[left][top - first]
        repeated.setdefault(left, np.zeros(height, dtype=bool))[below] |= content[below]
    return {place: np.flatnonzero(rows) + first for place, rows in repeated.items()}


def _column(numbers: "np.ndarray[Any, np.dtype[np.int32]]", texts: pa.Array) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=numbers == NOTHING), texts)
