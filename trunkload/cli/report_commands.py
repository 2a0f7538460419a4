"""Knows the command that hands out an import's report, its arguments and help; work is loaded when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import ImportId, Lang
from trunkload.cli.report_asked import Asked, ReportFormat, SplitBy, Table

reports_app = typer.Typer(rich_markup_mode=None)
"""A command that stands beside those of an import."""


@reports_app.command()
def report(  # noqa: PLR0913 - each is an option of its own
    import_id: ImportId,
    *,
    wanted: Annotated[
        ReportFormat, typer.Option("--format", help="The page, the marked workbook, or tables for machines.")
    ] = ReportFormat.HTML,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it.")] = None,
    table: Annotated[
        Table | None, typer.Option("--of", help="What a table is of; CSV and Parquet have the findings by default.")
    ] = None,
    to_fix: Annotated[bool, typer.Option("--to-fix", help="A workbook of the rows alone that need fixing.")] = False,
    split_by: Annotated[
        SplitBy | None, typer.Option("--split-by", help="With --to-fix: a workbook for each, in a folder.")
    ] = None,
    result: Annotated[bool, typer.Option("--result", help="A workbook of what became of every row.")] = False,
    masked: Annotated[
        bool, typer.Option("--mask", help="A page for readers who may not see personal data: names as initials.")
    ] = False,
    row: Annotated[
        int | None, typer.Option("--row", min=1, metavar="N", help="The page of this row alone, by its row number.")
    ] = None,
    opened: Annotated[bool, typer.Option("--open", help="Open it in the program of this computer.")] = False,
    lang: Lang = None,
) -> None:
    """Hand out the report of an import as it stands now, or the sent workbook with its places marked."""
    with ending(lang) as end:
        from trunkload.cli.report import run_report  # noqa: PLC0415

        asked = Asked(
            *(import_id, wanted, out, table),
            to_fix=to_fix,
            split_by=split_by,
            result=result,
            opened=opened,
            masked=masked,
            row=row,
            lang=lang,
        )
        end(run_report(asked))
