"""Knows which rows below the header are people, and why the others are none; a row with both names always is one."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from trunkload.intake.example import EXAMPLES, MARKS
from trunkload.intake.fields import STAFF_COLUMNS, Field
from trunkload.intake.header import NAMES, Header
from trunkload.intake.raw import TEXT, RawTable, letter_of
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Skipped

CONTACTS = (Field.EMAIL, Field.AUTH_EMAIL, Field.MOBILE, Field.USERNAME)
FOOTER = (
    r"(?i)^\s*(?:summe|zwischensumme|gesamt\w*|anzahl|stand|erstellt|exportiert|gedruckt|druckdatum|seite|quelle|"
    r"total|subtotal|sum|count|number of|as of|created|exported|printed|page|source)(?:\W|$)"
    r"|(?i)^\s*\d+\s+(?:mitarbeiter\w*|personen|eintr(?:ä|ae)ge|datens(?:ä|ae)tze|zeilen|"
    r"employees|people|persons|entries|records|rows)\b"
)
"""How a line below a table begins that sums it up or says where it comes from."""


@dataclass(frozen=True, slots=True)
class People:
    """`staff` as in Sheet; `skipped` says where every other row went."""

    staff: pd.DataFrame
    skipped: Skipped


def sort_rows(table: RawTable, header: Header) -> People:
    """Every row from below the header to the last one with any content is a person or skipped for one reason."""
    below = _rows_with_content(table, header)
    refuse_ragged(table, header)
    staff = _mapped(below, header.match.fields)
    empty = below.isna().all(axis=1)
    hidden = ~empty & below.index.isin(table.hidden_rows)
    rest = ~empty & ~hidden
    example = rest & _is_example(staff)
    footer = rest & ~example & (_repeats_header(staff, header) | _is_footer(below, staff))
    blank = empty | (rest & ~example & ~footer & staff.isna().all(axis=1))
    people = rest & ~example & ~footer & ~blank
    skipped = Skipped(blank=_rows(blank), hidden=_rows(hidden), example=_rows(example), footer=_rows(footer))
    if not people.any():
        raise Refused(RefusalCode.NO_ROWS, row=header.row, params=_nobody(skipped, table.sheet))
    return People(staff[people], skipped)


def has_content_below(table: RawTable, header: Header) -> bool:
    return bool(table.cells.loc[header.row + 1 :].notna().any(axis=None))


def refuse_ragged(table: RawTable, header: Header) -> None:
    """Raises Refused where a text table's row has content beyond the header's last cell: a delimiter too many."""
    if table.widths is None:
        return
    width = table.widths[header.row - 1]
    beyond = table.cells.loc[header.row + 1 :, width:].notna().any(axis=1)
    if beyond.any():
        rows = _rows(beyond)
        params = {
            "cells": str(table.widths[rows[0] - 1]),
            "expected": str(width),
            "rows": ", ".join(map(str, rows[:10])),
            "count": str(len(rows)),
        }
        raise Refused(RefusalCode.ROW_RAGGED, row=rows[0], column=letter_of(width), params=params)


def _rows_with_content(table: RawTable, header: Header) -> pd.DataFrame:
    below = table.cells.loc[header.row + 1 :]
    filled = below.index[below.notna().any(axis=1)]
    if filled.empty:
        raise Refused(RefusalCode.NO_ROWS, row=header.row, params=_nobody(Skipped(), table.sheet))
    return below.loc[: filled[-1]]


def _mapped(below: pd.DataFrame, fields: Mapping[int, Field]) -> pd.DataFrame:
    named = below[list(fields)].rename(columns={place: field.value for place, field in fields.items()})
    staff = named.reindex(columns=list(STAFF_COLUMNS)).astype(TEXT)
    staff.index = pd.Index(below.index, dtype="int64", name="row")
    return staff


def _is_example(staff: pd.DataFrame) -> "pd.Series[bool]":
    found = pd.Series(data=False, index=staff.index)
    for example in EXAMPLES.values():
        same = pd.Series(data=True, index=staff.index)
        for field in MARKS:
            same &= _true(staff[field].str.strip() == example[field])
        found |= same
    return found


def _repeats_header(staff: pd.DataFrame, header: Header) -> "pd.Series[bool]":
    """Exports of several pages repeat the header."""
    same = pd.Series(data=True, index=staff.index)
    for place, field in header.match.fields.items():
        same &= _true(staff[field] == header.texts[place])
    return same


def _is_footer(below: pd.DataFrame, staff: pd.DataFrame) -> "pd.Series[bool]":
    """Begins like a footer, or is the one cell below the last name; never a row with both names or a contact."""
    names = staff[list(NAMES)].notna()
    nobody = ~names.all(axis=1) & staff[list(CONTACTS)].isna().all(axis=1)
    starts = _true(_first_texts(below).str.contains(FOOTER, regex=True))
    named = names.index[names.any(axis=1)]
    after = below.index > (named[-1] if len(named) else below.index[-1])
    count = after & (below.notna().sum(axis=1) == 1)
    return _true(nobody & (starts | count))


def _first_texts(below: pd.DataFrame) -> "pd.Series[str]":
    first = below.iloc[:, 0]
    for place in below.columns[1:]:
        first = first.fillna(below[place])
    return first


def _true(answers: "pd.Series[bool]") -> "pd.Series[bool]":
    return answers.fillna(value=False).astype(bool)


def _rows(mask: "pd.Series[bool]") -> tuple[int, ...]:
    return tuple(map(int, mask.index[mask]))


def _nobody(skipped: Skipped, sheet: str | None) -> dict[str, str]:
    reasons = {"blank": skipped.blank, "hidden": skipped.hidden, "example": skipped.example, "footer": skipped.footer}
    params = {reason: str(len(rows)) for reason, rows in reasons.items() if rows}
    return params | ({"sheet": sheet} if sheet else {})
