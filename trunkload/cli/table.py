"""Prints overviews: a table for people, CSV or JSON for machines."""

import sys
from collections.abc import Collection, Sequence

import pandas as pd
import typer

from trunkload.intake.formula import FORMULA
from trunkload.reports.typed_text import visible_text

PIPE_WIDTH = 200
"""Columns of text where nobody's terminal sets a width, so that no line of a pipe is folded."""

GAP = 2


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]], whole: Collection[int] = ()) -> None:
    """Columns as wide as their texts; at the edge of a terminal they are folded between words, `whole` ones never.

    Where even that has no room, every row is told by itself, a line for each column.
    """
    from trunkload.cli.column_widths import folded_widths, full_widths  # noqa: PLC0415 - most commands print no table

    told = [[visible_text(cell) for cell in row] for row in rows]
    room = terminal_width() - GAP * len(titles)
    widths = full_widths([titles, *told])
    if sum(widths) <= room and not any("\n" in cell for row in told for cell in row):
        _print_plain(titles, told, widths)
        return
    folded = folded_widths([titles, *told], whole, room)
    if folded is None:
        _print_one_by_one(titles, told)
    else:
        _print_folded(titles, told, folded)


def terminal_width() -> int:
    """How many characters a line has."""
    if not sys.stdout.isatty():
        return PIPE_WIDTH
    from rich.console import Console  # noqa: PLC0415 - most commands print no table

    return Console().width


def _print_plain(titles: Sequence[str], rows: list[list[str]], widths: list[int]) -> None:
    """The same picture as the folded one, line by line: thousands of rows take no time."""
    from rich.cells import set_cell_size  # noqa: PLC0415 - most commands print no table

    def line(row: Sequence[str]) -> str:
        cells = (set_cell_size(cell, width) for cell, width in zip(row, widths, strict=True))
        return f" {(' ' * GAP).join(cells)}".rstrip()

    typer.echo()
    typer.echo(typer.style(line(titles), bold=True))
    typer.echo(" " + "─" * (sum(widths) + GAP * (len(widths) - 1)))
    typer.echo("\n".join(map(line, rows)))
    typer.echo()


def _print_folded(titles: Sequence[str], rows: list[list[str]], widths: Sequence[int]) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - most commands print no table
    from rich.console import Console  # noqa: PLC0415 - the same
    from rich.table import Table  # noqa: PLC0415 - the same
    from rich.text import Text  # noqa: PLC0415 - the same

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for title, width in zip(titles, widths, strict=True):
        table.add_column(Text(title), overflow="fold", width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    Console(width=terminal_width(), highlight=False).print(table)


def _print_one_by_one(titles: Sequence[str], rows: list[list[str]]) -> None:
    """Too many columns for a narrow terminal: a line for each of them, empty cells left out."""
    from rich.cells import set_cell_size  # noqa: PLC0415 - most commands print no table

    from trunkload.cli.column_widths import full_widths  # noqa: PLC0415 - the same

    (width,) = full_widths([[title] for title in titles])
    for row in rows:
        typer.echo()
        for title, cell in zip(titles, row, strict=True):
            if cell:
                named = typer.style(set_cell_size(title, width), bold=True)
                lines = cell.replace("\n", "\n" + " " * (1 + width + GAP))
                typer.echo(f" {named}{' ' * GAP}{lines}")
    typer.echo()


def print_frame(frame: pd.DataFrame, answer: str, titles: Sequence[str]) -> None:
    """`answer`: table, csv or json; the index is the first column; a missing cell is empty (JSON: null).

    `titles` are the table's; CSV and JSON keep the names that machines know.
    """
    if answer != "table":
        print_records(frame, answer)
        return
    told = frame.reset_index()
    rows = told.astype(object).where(told.notna(), "").to_numpy().tolist()
    print_table(titles, [[str(cell) for cell in row] for row in rows])


def print_records(frame: pd.DataFrame, answer: str) -> None:
    """`answer`: csv or json; a text of a CSV that would be run as a formula is led by an apostrophe (promise 9)."""
    told = frame.reset_index()
    if answer == "json":
        typer.echo(told.to_json(orient="records", force_ascii=False, indent=1))
        return
    for name in told.columns[1:]:
        if isinstance(told[name].dtype, pd.StringDtype):
            formula = told[name].str.match(FORMULA).fillna(value=False)
            told[name] = told[name].mask(formula.to_numpy(dtype=bool), "'" + told[name])
    typer.echo(told.to_csv(index=False, lineterminator="\n"), nl=False)
