"""The command `demo`: the main job on the sample sheet, with the sample account at the rehearsal carrier."""

import typer

from trunkload.cli.exits import READY
from trunkload.cli.importing import import_lines, import_upload
from trunkload.cli.rehearsed import rehearsal_settings_in
from trunkload.cli.say import say
from trunkload.flows.checking import pick_up
from trunkload.flows.samples import sample_folder
from trunkload.flows.wiring import open_house, rehearsal_database

SHEET = "new-staff.xlsx"
ACCOUNT = "account.toml"


def run_demo(lang: str | None) -> int:
    """Exit code 0 although the sample has rows to fix: showing them is what the demo is for."""
    from trunkload.portal.rehearsal import load_account  # noqa: PLC0415 - only demo and `carrier init` load accounts

    settings = rehearsal_settings_in(lang)
    samples = sample_folder()
    house = open_house(settings)
    load_account(rehearsal_database(settings), (samples / ACCOUNT).read_text("utf-8"))
    imported = import_upload(house, pick_up(samples / SHEET, settings))
    typer.echo(say("demo_intro", settings.language, file=SHEET, customer=imported.account.customer))
    typer.echo()
    for line in import_lines(house, imported, settings.language):
        typer.echo(line)
    return READY
