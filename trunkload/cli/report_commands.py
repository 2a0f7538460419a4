"""Knows the command that hands out an import's report, its arguments and help; work is loaded when it runs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import ImportId, Lang

reports_app = typer.Typer(rich_markup_mode=None)
"""A command that stands beside those of an import."""


class ReportFormat(StrEnum):
    """The page and its figures as they were stored, or the workbook marked now."""

    HTML = "html"
    JSON = "json"
    XLSX = "xlsx"


@reports_app.command()
def report(  # noqa: PLR0913 - each is an option of its own
    import_id: ImportId,
    *,
    wanted: Annotated[
        ReportFormat, typer.Option("--format", help="The page, its figures for machines, or the marked workbook.")
    ] = ReportFormat.HTML,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it.")] = None,
    to_fix: Annotated[bool, typer.Option("--to-fix", help="A workbook of the rows alone that need fixing.")] = False,
    row: Annotated[
        int | None, typer.Option("--row", min=1, metavar="N", help="The page of this row alone, by its row number.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Hand out the report of an import, or the sent workbook with its places marked."""
    with ending(lang) as end:
        from trunkload.cli.report import run_report, run_row, run_workbook  # noqa: PLC0415

        if row is not None:
            end(run_row(import_id, row, out, lang, is_page=wanted is ReportFormat.HTML and not to_fix))
        elif wanted is ReportFormat.XLSX:
            end(run_workbook(import_id, out, lang, to_fix=to_fix))
        else:
            end(run_report(import_id, wanted.value, out, lang, to_fix=to_fix))
