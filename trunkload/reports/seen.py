"""Knows what was seen in a file before any meaning is given to it: every visible row, and what was left out and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from trunkload.intake.raw import RawFile, RawTable, any_filled, letter_of, texts_by_row
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Upload

SCHEMA: Final = "trunkload.read/1"
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """One worksheet or text table. `rows`: how many have visible content; hidden rows and columns as the person counts
    them, only those with content; `blank`: rows without any content above the last one that has some."""

    sheet: str | None
    letters: tuple[str, ...]
    rows: int
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    blank: int
    table: RawTable

    def lines(self) -> Iterator[tuple[int, Cells]]:
        """Row numbers, and what stands in each visible row by the letter of its column."""
        hidden = self.table.hidden_columns
        for row, texts in texts_by_row(self.table, self.table.first_row, self.table.last_row):
            cells = {letter_of(place): text for place, text in texts.items() if place not in hidden}
            if cells and row not in self.table.hidden_rows:
                yield row, cells


def seen_in(raw: RawFile) -> tuple[Seen, ...]:
    """Every visible worksheet. Raises Refused where all that has content is hidden."""
    seen = tuple(_seen(table) for table in raw.tables)
    if not any(one.rows for one in seen):
        hidden = sum(len(one.hidden_rows) for one in seen)
        raise Refused(RefusalCode.NO_ROWS, params={"what": "hidden", "hidden": str(hidden)})
    return seen


def _seen(table: RawTable) -> Seen:
    visible = {place: column for place, column in table.columns.items() if place not in table.hidden_columns}
    shown = {place: column for place, column in visible.items() if column.null_count < len(column)}
    hidden = [
        place for place, column in table.columns.items() if place not in visible and column.null_count < len(column)
    ]
    numbers = np.arange(table.first_row, table.first_row + table.height)
    content = any_filled(table.columns.values(), table.height)
    unseen = np.isin(numbers, list(table.hidden_rows))
    return Seen(
        sheet=table.sheet,
        letters=tuple(letter_of(place) for place in sorted(shown)),
        rows=int((any_filled(shown.values(), table.height) & ~unseen).sum()),
        hidden_rows=tuple(numbers[content & unseen].tolist()),
        hidden_columns=tuple(letter_of(place) for place in sorted(hidden)),
        blank=int((~content).sum()) + table.first_row - 1,
        table=table,
    )


def seen_document(upload: Upload, raw: RawFile, seen: tuple[Seen, ...]) -> dict[str, Any]:
    """Schema trunkload.read/1: stable for machines, extended, never changed."""
    return {
        "schema": SCHEMA,
        "file": {
            "name": upload.name,
            "sha256": upload.sha256,
            "bytes": len(upload.content),
            "format": raw.format,
            "encoding": raw.encoding,
            "delimiter": raw.delimiter,
            "date_system": raw.date_system,
            "macros": raw.macros,
            "hidden_sheets": list(raw.hidden_sheets),
        },
        "sheets": [_sheet_document(one) for one in seen],
    }


def _sheet_document(one: Seen) -> dict[str, Any]:
    marks = _marks_by_row(one.table)
    return {
        "sheet": one.sheet,
        "rows": [
            {"row": row, "cells": cells, **({"marks": marks[row]} if row in marks else {})}
            for row, cells in one.lines()
        ],
        "skipped": {
            "blank_rows": one.blank,
            "hidden_rows": list(one.hidden_rows),
            "hidden_columns": list(one.hidden_columns),
        },
    }


def _marks_by_row(table: RawTable) -> dict[int, Cells]:
    """What the file says of cells beside their text, by row and letter."""
    marks: dict[int, Cells] = {}
    for mark, by_place in table.marks.items():
        for place, rows in by_place.items():
            if place not in table.hidden_columns:
                for row in rows.tolist():
                    marks.setdefault(row, {})[letter_of(place)] = mark.value
    return marks
