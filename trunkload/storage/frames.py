"""Knows how tables of Arrow strings go into the database and come out again, in pieces that fit in memory."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Executable

TEXT = pd.StringDtype("pyarrow")
PIECE = 50_000
"""Rows per execution: bounds the memory of Python values, not that of the table."""


def read_frame(conn: Connection, statement: Executable, *, index: str) -> pd.DataFrame:
    """The rows of `statement` as Arrow strings, sorted by the column `index`, which becomes the index."""
    result = conn.execute(statement)
    names = list(result.keys())
    pieces = [_frame(names, list(zip(*rows, strict=True))) for rows in result.partitions(PIECE)]
    frame = pd.concat(pieces, ignore_index=True) if pieces else _frame(names, [()] * len(names))
    # Sorted here and not in SQL, where the order of text depends on the server's collation.
    return frame.set_index(index).sort_index()


def write_frame(conn: Connection, statement: Executable, frame: pd.DataFrame) -> None:
    """Execute `statement` for every row; its parameters are named as the columns, a missing cell is NULL."""
    for start in range(0, len(frame), PIECE):
        conn.execute(statement, list(_records(frame.iloc[start : start + PIECE])))


def _frame(names: Sequence[str], columns: Sequence[Sequence[object]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array(column, dtype=TEXT) for name, column in zip(names, columns, strict=True)})


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = list(frame.columns)
    columns = (frame[name].astype(object).where(frame[name].notna(), None) for name in names)
    return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))
