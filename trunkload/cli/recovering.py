"""The command `db recover`: what a restored database did not know, and when everything may be started again."""

from collections.abc import Iterator

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.say import say, say_count
from trunkload.cli.spoken import settings_in
from trunkload.flows.recovering import Recovered, recover
from trunkload.flows.wiring import open_house
from trunkload.validation.language import Lang


def run_db_recover(lang: str | None) -> int:
    """Exit code: 0 everything may be started, 1 orders that the database does not know are still open."""
    settings = settings_in(lang)
    recovered = recover(open_house(settings))
    for line in _lines(recovered, settings.language):
        typer.echo(line)
    return NEEDS_FIXING if recovered.still_open else READY


def _lines(recovered: Recovered, lang: Lang) -> Iterator[str]:
    if recovered.asked_first:
        yield say_count("recover_asked_first", len(recovered.asked_first), lang)
    for import_id in recovered.ordered:
        yield say("recover_ordered", lang, id=import_id)
    for import_id in recovered.given_up:
        yield say("recover_given_up", lang, id=import_id)
    for one in recovered.lost:
        yield say_count("recover_lost", len(one.orders), lang, id=one.id)
    if recovered.still_open:
        yield say_count("recover_wait", recovered.still_open, lang)
    else:
        yield say("recovered", lang)
