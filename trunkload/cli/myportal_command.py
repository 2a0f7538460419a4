"""Knows the command that serves MyPortal's page, its options and help; work is loaded when it runs."""

from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import Lang


def add_myportal_command(carrier: typer.Typer) -> None:
    carrier.command("myportal")(myportal)


def myportal(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8623,
    lang: Lang = None,
) -> None:
    """Serve the page where the rehearsal carrier's users log in and see their own workplace."""
    with ending(lang) as end:
        from trunkload.cli.myportal import run_myportal  # noqa: PLC0415

        end(run_myportal(host, port, lang))
