"""Knows the command that imports what has arrived, its arguments and help; work is loaded when it runs."""

from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import Lang

inbox_app = typer.Typer(rich_markup_mode=None)
"""A command that stands beside those of an import."""


@inbox_app.command()
def inbox(
    *,
    only_list: Annotated[bool, typer.Option("--list", help="Only show what lies there and what is worked on.")] = False,
    name: Annotated[
        str | None, typer.Option("--file", metavar="NAME", help="Only this file, which an event told of; no summary.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Import every file that has arrived, once, and tell what became of it; orders nothing."""
    with ending(lang) as end:
        from trunkload.cli.inbox import run_inbox, run_inbox_file, run_inbox_list  # noqa: PLC0415
        from trunkload.cli.refusal import WrongCall  # noqa: PLC0415

        if only_list and name is not None:
            raise WrongCall("inbox_list_or_file")
        if only_list:
            end(run_inbox_list(lang))
        else:
            end(run_inbox(lang) if name is None else run_inbox_file(name, lang))
