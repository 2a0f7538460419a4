"""Knows the commands about a carrier without an API: its files, and the way back; work is loaded when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import Hidden, ImportId, Lang, SheetName

handover_app = typer.Typer(
    help="Files for a carrier without an API, and its export read back.", no_args_is_help=True, rich_markup_mode=None
)


@handover_app.command("files")
def handover_files(import_id: ImportId, lang: Lang = None) -> None:
    """Show the files of an import that were handed over, and where they stand."""
    with ending(lang) as end:
        from trunkload.cli.handover_files import run_files  # noqa: PLC0415

        end(run_files(import_id, lang))


@handover_app.command("read")
def handover_read(  # noqa: PLR0913 - every option of a command is a parameter
    import_id: ImportId,
    export: Annotated[Path, typer.Argument(metavar="EXPORT", help="The carrier's list of workplaces.")],
    *,
    final: Annotated[
        bool, typer.Option("--final", help="What the list does not show was not done; nothing is waited for.")
    ] = False,
    sheet: SheetName = None,
    include_hidden: Hidden = False,
    lang: Lang = None,
) -> None:
    """Read the carrier's list of workplaces back, compare it row by row, and finish what it shows."""
    with ending(lang) as end:
        from trunkload.cli.handover_reading import run_handover_read  # noqa: PLC0415
        from trunkload.flows.handing_over import ExportFile  # noqa: PLC0415
        from trunkload.intake.choices import Choices  # noqa: PLC0415

        choices = Choices(sheet=sheet, include_hidden=include_hidden)
        end(run_handover_read(import_id, ExportFile(export, choices, final), lang))
