"""Knows how tests make raw tables, text files and archives in memory."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.raw import STRINGS, RawTable, without_blanks
from trunkload.intake.read import read_sheet
from trunkload.intake.sheet import Sheet
from trunkload.intake.upload import upload_of

STAFF_HEADER = ("Vorname", "Nachname", "E-Mail")


def raw_table(
    *rows: Sequence[str], hidden_columns: Sequence[int] = (), hidden_rows: Sequence[int] = (), ragged: bool = False
) -> RawTable:
    """A table whose first row is row 1; shorter rows are filled up."""
    width = max(map(len, rows))
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
    return RawTable(
        sheet="Mitarbeiter",
        first_row=1,
        height=len(rows),
        columns={place: without_blanks(pa.array(column, STRINGS)) for place, column in enumerate(columns)},
        hidden_columns=frozenset(hidden_columns),
        hidden_rows=frozenset(hidden_rows),
        widths=np.array([len(row) for row in rows], np.int32) if ragged else None,
    )


def sheet_of_text(text: str, encoding: str = "utf-8", limits: Limits = LIMITS) -> Sheet:
    return read_sheet(upload_of("staff.csv", text.encode(encoding)), limits=limits)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return written.getvalue()
