"""Knows the commands about messages, their arguments and help; work is loaded when it runs."""

from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import Lang, Overview, TableFormat

messages_app = typer.Typer(help="What people are told, and whether it got out.", rich_markup_mode=None)

ImportOption = Annotated[str | None, typer.Option("--import", metavar="ID", help="Only those of this import.")]


@messages_app.callback(invoke_without_command=True)
def messages(
    ctx: typer.Context,
    import_id: ImportOption = None,
    failed: Annotated[bool, typer.Option("--failed", help="Only those that could not be sent.")] = False,
    answer: Overview = TableFormat.TABLE,
    lang: Lang = None,
) -> None:
    """Show what people were told or are still to be told; sends nothing."""
    if ctx.invoked_subcommand is not None:
        return
    with ending(lang) as end:
        from trunkload.cli.messages import run_messages  # noqa: PLC0415

        end(run_messages(import_id, answer.value, lang, failed=failed))


@messages_app.command("retry")
def messages_retry(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[MESSAGE]...", help="Only these, as the list names them.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Send again, at once, what could not be sent."""
    with ending(lang) as end:
        from trunkload.cli.messages import run_retry  # noqa: PLC0415

        end(run_retry(names or (), lang))
