"""Knows the table of numbers given: what each row gets, and by what it is dialled inside."""

from functools import cache

import pandas as pd
import pyarrow.compute as pc

from trunkload.inventory.account import text_frame
from trunkload.inventory.allocation.proposal import GIVEN_COLUMNS
from trunkload.inventory.allocation.stock import dialled_inside
from trunkload.inventory.arrow_text import arrow, series


def given_table(
    rows: pd.DataFrame, number: pd.Series, extension: pd.Series, block: pd.Series, reason: pd.Series
) -> pd.DataFrame:
    """GIVEN_COLUMNS; the internal number is the row's own, else what the number is dialled by inside (R-04)."""
    inside = dialled_inside(arrow(number), arrow(extension))
    return pd.DataFrame(
        {
            "number": number,
            "extension": extension,
            "internal_number": series(pc.coalesce(arrow(rows["internal_number"]), inside), rows.index),
            "block": block,
            "reason": reason,
        },
        columns=list(GIVEN_COLUMNS),
        index=rows.index,
    )


@cache
def none_given() -> pd.DataFrame:
    """An empty table of this shape."""
    return text_frame([], index="row", columns=GIVEN_COLUMNS).set_axis(pd.Index([], dtype="int64"))
