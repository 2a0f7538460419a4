"""Knows how tables of Arrow strings go into the database and come out again, in pieces that fit in memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:  # `check` reads frames without SQLAlchemy
    from sqlalchemy import Connection, CursorResult, Executable

TEXT = pd.StringDtype("pyarrow")
PIECE = 50_000
"""Rows per execution: bounds the memory of Python values, not that of the table."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query found: the columns' names, and the rows in pieces that are read once."""

    names: tuple[str, ...]
    pieces: Iterable[Sequence[Sequence[object]]]


Ask = Callable[[str], Rows]
"""Runs one SQL text on a database, through whichever library."""


def read_frame(conn: "Connection", statement: "Executable", *, index: str) -> pd.DataFrame:
    """The rows of `statement` as `frame_of` makes a table of them."""
    return frame_of(rows_of(conn.execute(statement)), index=index)


def rows_of(result: "CursorResult[Any]") -> Rows:
    return Rows(tuple(result.keys()), result.partitions(PIECE))


def frame_of(rows: Rows, *, index: str) -> pd.DataFrame:
    """The rows as Arrow strings, sorted by the column `index`, which becomes the index."""
    pieces = [_frame(rows.names, list(zip(*piece, strict=True))) for piece in rows.pieces]
    frame = pd.concat(pieces, ignore_index=True) if pieces else _frame(rows.names, [()] * len(rows.names))
    # Sorted here and not in SQL, where the order of text depends on the server's collation.
    return frame.set_index(index).sort_index()


def write_frame(conn: "Connection", statement: "Executable", frame: pd.DataFrame) -> None:
    """Execute `statement` for every row; its parameters are named as the columns, a missing cell is NULL."""
    for start in range(0, len(frame), PIECE):
        conn.execute(statement, list(_records(frame.iloc[start : start + PIECE])))


def _frame(names: Sequence[str], columns: Sequence[Sequence[object]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.array(column, dtype=TEXT) for name, column in zip(names, columns, strict=True)})


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = list(frame.columns)
    columns = (frame[name].astype(object).where(frame[name].notna(), None) for name in names)
    return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))
