"""The command `credentials`: people get their login data again, row by row with where it went."""

import typer

from trunkload.cli.exits import FAILED, NEEDS_FIXING, READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import WrongCall
from trunkload.cli.row_numbers import rows_named
from trunkload.flows.sending_credentials import CARRIER_FAILED, SENT, send_credentials_again
from trunkload.flows.sending_words import sending_words


def run_credentials(import_id: str, row: str, lang: str | None) -> int:
    """Exit code 0 where all were sent, 1 where a row cannot have them, 3 where the carrier failed."""
    rows = rows_named(row)
    if rows is None:
        raise WrongCall("credentials_form", row=row)
    house, spoken = house_in(lang)
    told = []
    for one in send_credentials_again(house, import_id, rows):
        typer.echo(sending_words(one, spoken))
        told.append(one.sending)
    if not CARRIER_FAILED.isdisjoint(told):
        return FAILED
    return READY if SENT.issuperset(told) else NEEDS_FIXING
