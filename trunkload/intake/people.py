"""Knows which rows below the header are people, and why the others are none; a row with both names always is one."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.example import EXAMPLES, INSTRUCTIONS, MARKS
from trunkload.intake.fields import STAFF_COLUMNS, Field
from trunkload.intake.footers import begins_like_a_footer
from trunkload.intake.header import NAMES, Header
from trunkload.intake.merged import headings
from trunkload.intake.raw import BLANKS, STRINGS, Mask, RawTable, any_filled, chosen, filled, letter_of, nothing, plain
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Skipped

FEW_RUNS = 256
"""So many gaps between people are cheaper as pieces of the same columns than as columns without them."""

CONTACTS = (Field.EMAIL, Field.AUTH_EMAIL, Field.MOBILE, Field.USERNAME)


@dataclass(frozen=True, slots=True)
class People:
    """`staff` as in Sheet; `skipped` says where every other row went."""

    staff: pd.DataFrame
    skipped: Skipped


@dataclass(frozen=True, slots=True)
class _Below:
    """The rows from below the header to the last one with any content; `cells` of all columns, `staff` by field."""

    first_row: int
    height: int
    cells: Mapping[int, pa.Array]
    staff: Mapping[Field, pa.Array]

    def has(self, field: Field) -> Mask:
        return filled(self.staff[field]) if field in self.staff else np.zeros(self.height, dtype=bool)

    def rows(self, mask: Mask) -> tuple[int, ...]:
        return tuple((np.flatnonzero(mask) + self.first_row).tolist())


def sort_rows(table: RawTable, header: Header) -> People:
    """Every row from below the header to the last one with any content is a person or skipped for one reason."""
    below = _rows_with_content(table, header)
    refuse_ragged(table, header)
    empty = ~any_filled(below.cells.values(), below.height)
    hidden = ~empty & _among(table.hidden_rows, below)
    left = ~empty & ~hidden
    example = left & (_is_example(below) | _is_instruction(below))
    title = headings(table, header, below.first_row, below.height)
    footer = left & ~example & (_repeats_header(below, header) | _is_footer(below) | title)
    blank = empty | (left & ~example & ~footer & ~any_filled(below.staff.values(), below.height))
    people = left & ~example & ~footer & ~blank
    skipped = Skipped(*(below.rows(mask) for mask in (blank, hidden, example, footer)))
    if not people.any():
        raise Refused(RefusalCode.NO_ROWS, row=header.row, params=_nobody(skipped, table.sheet))
    return People(_staff_table(below, people), skipped)


def has_content_below(table: RawTable, header: Header) -> bool:
    return any(column.null_count < len(column) for column in table.below(header.row).values())


def refuse_ragged(table: RawTable, header: Header) -> None:
    """Raises Refused where a text table's row has content beyond the header's last cell: a delimiter too many."""
    if table.widths is None:
        return
    width = int(table.widths[header.row - 1])
    beyond = {place: column for place, column in table.below(header.row).items() if place >= width}
    found = np.flatnonzero(any_filled(beyond.values(), table.last_row - header.row))
    if len(found):
        rows = (found + header.row + 1).tolist()
        params = {
            "cells": str(table.widths[rows[0] - 1]),
            "expected": str(width),
            "rows": ", ".join(map(str, rows[:10])),
            "count": str(len(rows)),
        }
        raise Refused(RefusalCode.ROW_RAGGED, row=rows[0], column=letter_of(width), params=params)


def _rows_with_content(table: RawTable, header: Header) -> _Below:
    cells = table.below(header.row)
    with_content = any_filled(cells.values(), max(table.last_row - header.row, 0))
    if not with_content.any():
        raise Refused(RefusalCode.NO_ROWS, row=header.row, params=_nobody(Skipped(), table.sheet))
    height = len(with_content) - int(with_content[::-1].argmax())
    cells = {place: column.slice(0, height) for place, column in cells.items()}
    staff = {field: cells[place] for place, field in header.match.fields.items() if place in cells}
    return _Below(header.row + 1, height, cells, staff)


def _among(rows: frozenset[int], below: _Below) -> Mask:
    mask = np.zeros(below.height, dtype=bool)
    places = np.fromiter(rows, np.int64, len(rows)) - below.first_row
    mask[places[(places >= 0) & (places < below.height)]] = True
    return mask


def _is_example(below: _Below) -> Mask:
    """The few rows whose last name is the example's are looked at whole."""
    mask = np.zeros(below.height, dtype=bool)
    if not all(field in below.staff for field in MARKS):
        return mask
    for example in EXAMPLES.values():
        for at in np.flatnonzero(_equals(below.staff[Field.LAST_NAME], example[Field.LAST_NAME])):
            cells = (below.staff[field][at].as_py() for field in MARKS)
            mask[at] = [(cell or "").strip(BLANKS) for cell in cells] == [example[field] for field in MARKS]
    return mask


def _is_instruction(below: _Below) -> Mask:
    """The lines above the template's header come below it where somebody sorted the sheet."""
    if not below.cells:
        return np.zeros(below.height, dtype=bool)
    leftmost = plain(below.cells[min(below.cells)])
    known = pc.is_in(leftmost, value_set=pa.array(INSTRUCTIONS, STRINGS))
    mask: Mask = known.to_numpy(zero_copy_only=False)
    return mask


def _repeats_header(below: _Below, header: Header) -> Mask:
    """Exports of several pages repeat the header."""
    titled = {place: field for place, field in header.match.fields.items() if place in header.texts}
    same = np.full(below.height, bool(titled))
    for place, field in titled.items():
        if not same.any():
            break
        same &= _equals(below.staff[field], header.texts[place]) if field in below.staff else False
    return same


def _equals(column: pa.Array, text: str) -> Mask:
    answer: Mask = pc.fill_null(pc.equal(plain(column), text), fill_value=False).to_numpy(zero_copy_only=False)
    return answer


def _is_footer(below: _Below) -> Mask:
    """Begins like a footer, or is the one cell below the last name or below a footer that ends the table.

    Never a row with both names or a contact.
    """
    names = [below.has(field) for field in NAMES]
    suspects = np.flatnonzero(~(names[0] & names[1]))
    contacts = [below.staff[one].take(pa.array(suspects)) for one in CONTACTS if one in below.staff]
    suspects = suspects[~any_filled(contacts, len(suspects))]
    mask = np.zeros(below.height, dtype=bool)
    if not len(suspects):
        return mask
    rows = pa.array(suspects)
    cells = [column.take(rows) for _, column in sorted(below.cells.items())]
    count = sum(filled(column).astype(int) for column in cells)
    begins = begins_like_a_footer(pc.coalesce(*(plain(column) for column in cells)))
    people = np.ones(below.height, dtype=bool)
    people[suspects] = False
    ends = suspects[begins & (suspects > _last(people))]
    named = names[0] | names[1]
    named[suspects[begins]] = False
    last = min([_last(named) if named.any() else below.height, *ends.tolist()])
    mask[suspects] = begins | ((suspects > last) & (count == 1))
    return mask


def _last(mask: Mask) -> int:
    """The last place where the mask is set; -1 where it is nowhere."""
    found = np.flatnonzero(mask)
    return int(found[-1]) if len(found) else -1


def _staff_table(below: _Below, people: Mask) -> pd.DataFrame:
    """Columns that the file does not have, or has without content, share one array of nothing."""
    runs = _runs(people)
    index = _row_numbers(runs, below.first_row)
    empty = _series(nothing(len(index)))
    columns = dict.fromkeys(STAFF_COLUMNS, empty)
    for field, column in below.staff.items():
        cells = _of(column, runs)
        if cells.null_count < len(cells):
            columns[field.value] = _series(plain(cells))
    return pd.DataFrame(columns, index=index, copy=False)


def _runs(people: Mask) -> list[tuple[int, int]]:
    """Where people follow each other without a gap: begin and end of each such run."""
    edges = np.flatnonzero(people[1:] != people[:-1]) + 1
    borders = [*([0] if people[0] else []), *edges.tolist(), *([len(people)] if people[-1] else [])]
    return list(zip(borders[::2], borders[1::2], strict=True))


def _row_numbers(runs: list[tuple[int, int]], first_row: int) -> pd.Index:
    if len(runs) == 1:
        return pd.RangeIndex(runs[0][0] + first_row, runs[0][1] + first_row, name="row")
    rows = np.empty(sum(end - begin for begin, end in runs), np.int64)
    at = 0
    for begin, end in runs:
        rows[at : at + end - begin] = np.arange(begin + first_row, end + first_row)
        at += end - begin
    return pd.Index(rows, name="row", copy=False)


def _of(column: pa.Array, runs: list[tuple[int, int]]) -> pa.Array:
    """The cells of these rows; of few runs, as where a row here and there is blank, nothing is copied."""
    if len(runs) == 1:
        return column.slice(runs[0][0], runs[0][1] - runs[0][0])
    if pa.types.is_dictionary(column.type) or len(runs) > FEW_RUNS:
        return chosen(column, np.concatenate([np.arange(begin, end) for begin, end in runs]))
    return pa.chunked_array([column.slice(begin, end - begin) for begin, end in runs])


def _series(column: pa.Array) -> pd.arrays.ArrowStringArray:
    return pd.arrays.ArrowStringArray(column)


def _nobody(skipped: Skipped, sheet: str | None) -> dict[str, str]:
    reasons = {"blank": skipped.blank, "hidden": skipped.hidden, "example": skipped.example, "footer": skipped.footer}
    params = {reason: str(len(rows)) for reason, rows in reasons.items() if rows}
    what = {"what": "hidden"} if params.keys() == {"hidden"} else {}
    return params | what | ({"sheet": sheet} if sheet else {})
