"""The commands that bring the account to people and into the house: the template, loading an account."""

import tomllib
from pathlib import Path

import typer

from trunkload.cli.exits import READY
from trunkload.cli.refusal import Refusal
from trunkload.cli.rehearsed import rehearsal_settings_in
from trunkload.cli.say import say
from trunkload.cli.spoken import settings_in
from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import open_house, rehearsal_database
from trunkload.portal.rehearsal.file_entry import AccountFileError, AccountFileProblem
from trunkload.reports.notation import count_text


def run_template(out: Path, lang: str | None) -> int:
    """Without an account the workbook has no drop-downs for trunks and sites."""
    from trunkload.flows.checking import known_account  # noqa: PLC0415 - only the template needs it
    from trunkload.intake.template import write_template  # noqa: PLC0415 - the same
    from trunkload.inventory.account import Package  # noqa: PLC0415 - the same

    if out.suffix.lower() != ".xlsx" and not out.is_dir():
        raise Refusal("template_name", name=out.name)
    settings = settings_in(lang)
    account = known_account(settings)
    trunks = [] if account is None else [one.id for one in account.trunks]
    sites = [] if account is None else [one.name for one in account.sites]
    packages = [one.value.title() for one in Package if one is not Package.NONE]
    out.write_bytes(write_template(settings.language.value, trunks, sites, packages))
    typer.echo(say("template_written", settings.language, path=out))
    return READY


def run_carrier_init(account_file: Path, lang: str | None) -> int:
    """Loads the account into the rehearsal carrier, unless it has that customer, and reads it from there."""
    from trunkload.portal.rehearsal import load_account  # noqa: PLC0415 - only demo and this load accounts

    settings = rehearsal_settings_in(lang)
    text = account_text(account_file)
    house = open_house(settings)
    loaded = load_account(rehearsal_database(settings), text)
    account = sync_account(house)
    there = {"numbers": len(account.numbers), "trunks": len(account.trunks), "workplaces": len(account.workplaces)}
    counts = {name: count_text(count, settings.language) for name, count in there.items()}
    typer.echo(
        say("account_loaded" if loaded else "account_was_there", settings.language, customer=account.customer, **counts)
    )
    return READY


def account_text(account_file: Path) -> str:
    """Read as TOML once here, so that the sentence names the file."""
    try:
        text = account_file.read_text("utf-8")
        tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise AccountFileError(AccountFileProblem.NOT_TOML, account_file.name) from None
    return text
