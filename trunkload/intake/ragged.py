"""Knows when a row of a text table has a delimiter too many, so that its cells stand under the wrong headers."""

import numpy as np

from trunkload.intake.header import Header
from trunkload.intake.raw import RawTable, any_filled, letter_of
from trunkload.intake.refusal import RefusalCode, Refused


def refuse_ragged(table: RawTable, header: Header) -> None:
    """Raises Refused where a row has content right of the last header and more cells than the header or most rows.

    A note that stands there in a file whose rows all have that many cells is only a column without a header.
    """
    if table.widths is None:
        return
    width = max(header.texts or header.match.how) + 1
    beyond = {place: column for place, column in table.below(header.row).items() if place >= width}
    found = np.flatnonzero(any_filled(beyond.values(), table.last_row - header.row))
    if not len(found):
        return
    widths = table.widths[header.row :]
    usual = int(np.bincount(widths[widths > 0]).argmax())
    expected = min(int(table.widths[header.row - 1]), usual) if header.row else usual
    rows = (found[widths[found] > expected] + header.row + 1).tolist()
    if rows:
        params = {
            "cells": str(table.widths[rows[0] - 1]),
            "expected": str(expected),
            "rows": ", ".join(map(str, rows[:10])),
            "count": str(len(rows)),
        }
        raise Refused(RefusalCode.ROW_RAGGED, row=rows[0], column=letter_of(width), params=params)
