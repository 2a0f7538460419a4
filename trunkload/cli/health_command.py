"""Knows the command that looks whether the house is in order, its arguments and help; work is loaded when it runs."""

from enum import StrEnum
from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import Lang

health_app = typer.Typer(rich_markup_mode=None)
"""A command that stands beside those of an import."""


class HealthFormat(StrEnum):
    """How `doctor` answers."""

    TABLE = "table"
    JSON = "json"


@health_app.command()
def doctor(
    answer: Annotated[
        HealthFormat, typer.Option("--format", help="Table for people, JSON for machines.")
    ] = HealthFormat.TABLE,
    lang: Lang = None,
) -> None:
    """Look whether everything works that an import needs, and say what to do; changes nothing."""
    with ending(lang) as end:
        from trunkload.cli.health import run_doctor  # noqa: PLC0415

        end(run_doctor(lang, as_json=answer is HealthFormat.JSON))
