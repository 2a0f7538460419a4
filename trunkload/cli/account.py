"""The commands about what the customer has: numbers, workplaces, the template, loading an account."""

import tomllib
from pathlib import Path

import pandas as pd
import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import Refusal
from trunkload.cli.rehearsed import rehearsal_settings_in
from trunkload.cli.say import say
from trunkload.cli.spoken import settings_in
from trunkload.cli.table import print_frame
from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import open_house, rehearsal_database
from trunkload.inventory.account import Account, NumberState
from trunkload.portal.rehearsal.file_entry import AccountFileError, AccountFileProblem
from trunkload.reports.notation import count_text, moment_text
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading
from trunkload.validation.language import Lang

NUMBERS_SHOWN = ["trunk", "extension", "state", "holder", "held_until", "available_from"]
WORKPLACES_SHOWN = [
    "username",
    "given_name",
    "family_name",
    "trunk",
    "number",
    "internal_number",
    "package",
    "state",
    "import_id",
]


def run_numbers(trunk: str | None, state: str | None, answer: str, lang: str | None) -> int:
    """Taken numbers stay visible and say to whom they belong (S-13)."""
    account, spoken = _account(lang)
    if state is not None and state not in list(NumberState):
        raise Refusal("state_unknown", state=state, states=", ".join(NumberState))
    numbers = _on_trunk(account.numbers, account, trunk)
    chosen = numbers if state is None else numbers[numbers["state"] == state]
    holder = chosen["holder"].map(account.workplaces["username"].to_dict()).astype(chosen["holder"].dtype)
    shown = chosen.assign(holder=holder.fillna(chosen["holder"]))[NUMBERS_SHOWN]
    print_frame(shown, answer, say("columns_numbers", spoken).split("|"))
    _print_time(answer, account, spoken)
    return READY


def run_workplaces(trunk: str | None, answer: str, lang: str | None) -> int:
    account, spoken = _account(lang)
    shown = _on_trunk(account.workplaces, account, trunk)[WORKPLACES_SHOWN]
    print_frame(shown, answer, say("columns_workplaces", spoken).split("|"))
    _print_time(answer, account, spoken)
    return READY


def _account(lang: str | None) -> tuple[Account, Lang]:
    house, spoken = house_in(lang)
    with reading(house.ledger) as conn:
        account = read_account(conn)
    if account is None:
        raise Refusal("account_missing")
    return account, spoken


def _on_trunk(table: pd.DataFrame, account: Account, named: str | None) -> pd.DataFrame:
    if named is None:
        return table
    ids = [one.id for one in account.trunks if named.lower() in {one.id.lower(), *(a.lower() for a in one.aliases)}]
    if not ids:
        raise Refusal("trunk_unknown", trunk=named, trunks=", ".join(one.id for one in account.trunks))
    return table[table["trunk"].isin(ids)]


def _print_time(answer: str, account: Account, lang: Lang) -> None:
    """Free numbers are as old as the snapshot, so its time stands beside them."""
    if answer == "table":
        typer.echo(say("account_time", lang, time=moment_text(account.taken_at.astimezone(), lang)))


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
    text = _account_text(account_file)
    house = open_house(settings)
    loaded = load_account(rehearsal_database(settings), text)
    account = sync_account(house)
    there = {"numbers": len(account.numbers), "trunks": len(account.trunks), "workplaces": len(account.workplaces)}
    counts = {name: count_text(count, settings.language) for name, count in there.items()}
    typer.echo(
        say("account_loaded" if loaded else "account_was_there", settings.language, customer=account.customer, **counts)
    )
    return READY


def _account_text(account_file: Path) -> str:
    """Read as TOML once here, so that the sentence names the file."""
    try:
        text = account_file.read_text("utf-8")
        tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise AccountFileError(AccountFileProblem.NOT_TOML, account_file.name) from None
    return text
