"""Knows the command that has credentials sent again, its arguments and help; work is loaded when it runs."""

from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import ImportId, Lang

credentials_app = typer.Typer(rich_markup_mode=None)
"""A command that stands beside those of an import."""


@credentials_app.command()
def credentials(
    import_id: ImportId,
    row: Annotated[str, typer.Option(metavar="ROWS", help="The rows of these people, such as 7 or 7,9-11.")],
    lang: Lang = None,
) -> None:
    """Send people their login data again, with a new first password; the one they have ends."""
    with ending(lang) as end:
        from trunkload.cli.credentials import run_credentials  # noqa: PLC0415

        end(run_credentials(import_id, row, lang))
