"""Prints overviews: a table for people, CSV or JSON for machines."""

import sys
from collections.abc import Sequence

import pandas as pd
import typer

from trunkload.reports.typed_text import visible_text

PIPE_WIDTH = 200
"""Columns of text where nobody's terminal sets a width, so that no line of a pipe is folded."""


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their texts; folded only at the edge of a terminal."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - most commands print no table
    from rich.console import Console  # noqa: PLC0415 - the same
    from rich.table import Table  # noqa: PLC0415 - the same
    from rich.text import Text  # noqa: PLC0415 - the same

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible_text(cell)) for cell in row))
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    Console(width=width, highlight=False).print(table)


def print_frame(frame: pd.DataFrame, answer: str, titles: Sequence[str]) -> None:
    """`answer`: table, csv or json; the index is the first column; a missing cell is empty (JSON: null).

    `titles` are the table's; CSV and JSON keep the names that machines know.
    """
    told = frame.reset_index()
    if answer == "csv":
        typer.echo(told.to_csv(index=False), nl=False)
    elif answer == "json":
        typer.echo(told.to_json(orient="records", force_ascii=False, indent=1))
    else:
        rows = told.astype(object).where(told.notna(), "").to_numpy().tolist()
        print_table(titles, [[str(cell) for cell in row] for row in rows])
