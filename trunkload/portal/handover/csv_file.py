"""Knows how rows become a CSV in the dialect that a carrier's portal takes; what a person typed is never a formula."""

import csv
import io
from collections.abc import Sequence
from typing import Literal

from trunkload.intake.formula import harmless
from trunkload.portal.handover.mapping import Mapping, Quote


def write_csv(mapping: Mapping, rows: Sequence[Sequence[str]]) -> bytes:
    """The header and one line for each row; `=1+1` is led by an apostrophe, `+49 221 4710` stays (promise 9)."""
    written = io.StringIO()
    dialect = mapping.dialect
    quoting: Literal[0, 1] = csv.QUOTE_ALL if dialect.quote is Quote.ALL else csv.QUOTE_MINIMAL
    writer = csv.writer(written, delimiter=dialect.delimiter, lineterminator=dialect.line_end, quoting=quoting)
    writer.writerow([column.header for column in mapping.columns])
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return written.getvalue().encode(dialect.encoding)
