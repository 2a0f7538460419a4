"""The command `credentials`: people get their login data again, row by row with where it went."""

import typer

from trunkload.cli.exits import FAILED, NEEDS_FIXING, READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import WrongCall
from trunkload.cli.row_numbers import rows_named
from trunkload.cli.say import say
from trunkload.flows.sending_credentials import CARRIER_FAILED, SENT, SentAgain, send_credentials_again
from trunkload.inventory.phone_text import masked_phone
from trunkload.reports.notation import moment_text
from trunkload.validation.language import Lang


def run_credentials(import_id: str, row: str, lang: str | None) -> int:
    """Exit code 0 where all were sent, 1 where a row cannot have them, 3 where the carrier failed."""
    rows = rows_named(row)
    if rows is None:
        raise WrongCall("credentials_form", row=row)
    house, spoken = house_in(lang)
    told = []
    for one in send_credentials_again(house, import_id, rows):
        typer.echo(_line(one, spoken))
        told.append(one.sending)
    if not CARRIER_FAILED.isdisjoint(told):
        return FAILED
    return READY if SENT.issuperset(told) else NEEDS_FIXING


def _line(one: SentAgain, lang: Lang) -> str:
    to = one.recipient
    return say(
        f"sending_{one.sending.value}",
        lang,
        row=one.item.row,
        name=f"{one.item.given_name} {one.item.family_name}",
        email="" if to is None else to.email,
        mobile="" if to is None or to.mobile is None else masked_phone(to.mobile),
        time="" if one.possible_at is None else moment_text(one.possible_at.astimezone(), lang),
        detail=one.detail or "–",
    )
