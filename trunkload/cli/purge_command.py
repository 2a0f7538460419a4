"""Knows the command that deletes what is kept no longer, its arguments and help; work is loaded when it runs."""

from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import Lang

purge_app = typer.Typer(rich_markup_mode=None)
"""A command that stands beside those of an import."""


@purge_app.command()
def purge(
    *,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", metavar="DAYS", help="Age since an import's end, such as 90d; else as set."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be deleted.")] = False,
    lang: Lang = None,
) -> None:
    """Delete files and personal data of imports that ended long ago; open ones stay."""
    with ending(lang) as end:
        from trunkload.cli.purging import run_purge  # noqa: PLC0415

        end(run_purge(older_than, lang, dry_run=dry_run))
