"""The command `deploy`: registers what Prefect is to run, or writes it as prefect.yaml."""

import typer

from trunkload.cli.exits import READY
from trunkload.cli.say import say
from trunkload.cli.spoken import settings_in
from trunkload.flows.by_prefect import require_prefect
from trunkload.flows.deployments import prefect_yaml
from trunkload.flows.heartbeats import NAME, SILENCE_SECONDS
from trunkload.settings.places import relative_places


def run_deploy(lang: str | None, *, as_yaml: bool) -> int:
    """Safe to run again: what is there is brought up to date."""
    settings = settings_in(lang)
    if as_yaml:
        typer.echo(prefect_yaml(settings), nl=False)
        return READY
    require_prefect()
    from trunkload.flows.registering import register_all  # noqa: PLC0415 - after it is known that a server answers

    names, pool = register_all(settings), settings.flows.work_pool
    typer.echo(say("deployed_automation", settings.language, name=NAME, seconds=SILENCE_SECONDS))
    typer.echo(say("deployed", settings.language, names=", ".join(names), pool=pool))
    relative = relative_places(settings)
    if relative:
        typer.echo(say("deployed_relative", settings.language, keys=", ".join(relative)), err=True)
    typer.echo(f"  prefect worker start --pool {pool}")
    return READY
