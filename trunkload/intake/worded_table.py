"""Knows a table whose header is known by words other than those of a staff sheet, and the rows below it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trunkload.intake.choices import Choices
from trunkload.intake.limits import Limits
from trunkload.intake.raw import Mark, RawFile, RawTable, any_filled, letter_of, plain, texts_by_row
from trunkload.intake.read import read_raw, visible_cells
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Upload
from trunkload.intake.vocabulary import in_one_line, normalised

TEXT = pd.StringDtype("pyarrow")


@dataclass(frozen=True, slots=True)
class Wording:
    """`words`: normalised header → field; a header row has one of `needed`; `what` ends the names of the refusals,
    which tell `examples` of headers."""

    words: Mapping[str, str]
    needed: frozenset[str]
    what: str
    examples: str = ""


@dataclass(frozen=True, slots=True)
class WordedTable:
    """`entries`: index = spreadsheet row number, one text column per field of the words, NA where empty.

    `letters`: the column of each field that the file has; `broken`: rows by field whose cell is an error value or a
    formula without a result; `hidden`: rows that are hidden and were not read.
    """

    sheet: str | None
    header_row: int
    entries: pd.DataFrame
    letters: Mapping[str, str]
    broken: Mapping[str, pd.Index]
    hidden: int


def read_worded_table(upload: Upload, choices: Choices, limits: Limits, wording: Wording) -> WordedTable:
    """The first table with a needed column. Raises Refused where the file as a whole cannot be used."""
    raw = visible_cells(read_raw(upload.content, limits), choices)
    found = [(table, header) for table in raw.tables if (header := _header(table, limits, wording)) is not None]
    holding = [(table, header) for table, header in found if len(_rows_below(table, header[0])[0])]
    if len(holding) > 1:
        names = [table.sheet or "" for table, _ in holding]
        params = {"what": f"{wording.what}_sheets", "sheets": ", ".join(names), "first": names[0]}
        raise Refused(RefusalCode.DUPLICATE_HEADER, params=params | {"count": str(len(names))})
    if not found:
        raise _no_header(raw, limits, wording)
    table, (row, fields) = holding[0] if holding else found[0]
    _refuse_twice(table, row, fields, wording.what)
    places = {field: places[0] for field, places in fields.items()}
    return _worded(table, row, places, dict.fromkeys(wording.words.values()))


def _header(table: RawTable, limits: Limits, wording: Wording) -> tuple[int, dict[str, list[int]]] | None:
    """The row with the most known words, one of them needed; of several the first."""
    best: tuple[int, dict[str, list[int]]] | None = None
    for row, texts in texts_by_row(table, table.first_row, table.first_row + limits.header_rows - 1):
        if row in table.hidden_rows:
            continue
        fields: dict[str, list[int]] = {}
        for place, text in texts.items():
            field = wording.words.get(normalised(text))
            if field is not None and place not in table.hidden_columns:
                fields.setdefault(field, []).append(place)
        if wording.needed & fields.keys() and (best is None or len(fields) > len(best[1])):
            best = row, fields
    return best


def _worded(table: RawTable, row: int, places: Mapping[str, int], fields: Collection[str]) -> WordedTable:
    rows, hidden = _rows_below(table, row)
    at = rows - table.first_row
    entries = pd.DataFrame(index=pd.Index(rows, dtype="int64", name="row"))
    for field in fields:
        cells = plain(table.columns[places[field]]).take(at) if places.get(field) in table.columns else None
        entries[field] = pd.array([pd.NA] * len(rows), dtype=TEXT) if cells is None else pd.array(cells, dtype=TEXT)
    broken = {
        field: pd.Index(np.intersect1d(marked[place], rows))
        for mark, marked in table.marks.items()
        for field, place in places.items()
        if mark in {Mark.ERROR, Mark.NO_RESULT} and place in marked
    }
    letters = {field: letter_of(place) for field, place in places.items()}
    return WordedTable(table.sheet, row, entries, letters, broken, hidden)


def _rows_below(table: RawTable, row: int) -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", int]:
    """Numbers of the visible rows with any content, and how many have some and are hidden."""
    below = {place: column for place, column in table.below(row).items() if place not in table.hidden_columns}
    height = table.last_row - row
    rows = np.flatnonzero(any_filled(below.values(), height)).astype(np.int64) + row + 1
    shown = rows[~np.isin(rows, sorted(table.hidden_rows))]
    return shown, len(rows) - len(shown)


def _no_header(raw: RawFile, limits: Limits, wording: Wording) -> Refused:
    told = {"what": wording.what, "headers": wording.examples, "looked_at": str(limits.header_rows)}
    return Refused(RefusalCode.HEADER_NOT_FOUND, params=told | {"sheets": ", ".join(raw.sheets) or "–"})


def _refuse_twice(table: RawTable, row: int, fields: Mapping[str, list[int]], what: str) -> None:
    """Which of two columns is meant is not to be guessed."""
    texts = dict(next(iter(texts_by_row(table, row, row)))[1])
    for places in fields.values():
        if len(places) > 1:
            params = {
                "what": what,
                "columns": ", ".join(map(letter_of, places)),
                "headers": ", ".join(f"“{in_one_line(texts[place])}”" for place in places),
            }
            raise Refused(RefusalCode.DUPLICATE_HEADER, row=row, params=params)
