"""Knows the command that tells a Prefect server what there is to run, and its help; work is loaded when it runs."""

from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import Lang

deploy_app = typer.Typer(rich_markup_mode=None)
"""A command that stands beside `serve`."""


@deploy_app.command()
def deploy(
    *,
    as_yaml: Annotated[bool, typer.Option("--yaml", help="Only write prefect.yaml as your settings have it.")] = False,
    lang: Lang = None,
) -> None:
    """Register every flow with its schedule for the workers of a Prefect work pool."""
    with ending(lang) as end:
        from trunkload.cli.deploying import run_deploy  # noqa: PLC0415

        end(run_deploy(lang, as_yaml=as_yaml))
