"""The command `inbox`: imports what has arrived now, and says what became of each file and what waits."""

from datetime import datetime

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.failures import sentence_of
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.say import say, say_count
from trunkload.cli.spoken import settings_in
from trunkload.cli.table import print_table
from trunkload.flows.by_prefect import prefect_runs
from trunkload.flows.commands import shown_place
from trunkload.flows.file_stores import watched_inbox
from trunkload.flows.import_inbox import Swept, import_arrived, import_inbox
from trunkload.flows.wiring import House, open_house
from trunkload.flows.workers import is_left_behind
from trunkload.notify.night_mail import night_headers, night_rows, night_sentences
from trunkload.reports.notation import moment_text, size_text
from trunkload.storage.file_names import kept_name
from trunkload.storage.inbox import Claim
from trunkload.validation.language import Lang


def run_inbox(lang: str | None) -> int:
    """Exit code: 0 every file is planned, 1 some need somebody, or wait to be tried again."""
    settings = settings_in(lang)
    if prefect_runs():
        from trunkload.flows.nightly_import import nightly_import  # noqa: PLC0415 - the embedded way has no Prefect

        swept = nightly_import()
    else:
        swept = import_inbox(open_house(settings))
    _tell(swept, settings.language)
    return NEEDS_FIXING if swept.night.needs_somebody or swept.failures else READY


def _tell(swept: Swept, lang: Lang) -> None:
    if swept.night.files or swept.night.folders:
        print_table(list(night_headers(swept.night)), [list(row) for row in night_rows(swept.night)])
    for sentence in night_sentences(swept.night):
        typer.echo(say("inbox_sentence", lang, text=sentence))
    if swept.unfinished:
        typer.echo(say_count("inbox_unfinished", swept.unfinished, lang))
    for name, failed in swept.failures:
        typer.echo(say("inbox_failed", lang, file=name, why=sentence_of(failed, lang.value) or ""), err=True)


def run_inbox_file(name: str, lang: str | None) -> int:
    """Exit code 0 also where there was nothing to do: the event came late, or twice; 1 where it has to be tried
    again."""
    house, spoken = house_in(lang)
    imported = import_arrived(house, name)
    if isinstance(imported, Exception):
        typer.echo(say("inbox_failed", spoken, file=name, why=sentence_of(imported, spoken.value) or ""), err=True)
        return NEEDS_FIXING
    typer.echo(say("inbox_file" if imported else "inbox_no_file", spoken, file=name))
    return READY


def run_inbox_list(lang: str | None) -> int:
    """What lies there, the oldest first, then what is worked on."""
    house, spoken = house_in(lang)
    inbox = watched_inbox(house.settings)
    rows = [
        [kept_name(one.name), size_text(one.size, spoken), _moment(one.changed_at, spoken), say("inbox_lies", spoken)]
        for one in inbox.arrived()
    ]
    rows += [_claimed_row(house, one, spoken) for one in inbox.claims()]
    rows += [[kept_name(name), "", "", say("inbox_folder", spoken)] for name in inbox.folders()]
    place = shown_place(inbox.place())
    if not rows:
        typer.echo(say("inbox_empty", spoken, place=place))
        return READY
    print_table(say("columns_inbox", spoken).split("|"), rows)
    typer.echo(say("inbox_place", spoken, place=place))
    return READY


def _claimed_row(house: House, claim: Claim, lang: Lang) -> list[str]:
    since = datetime.fromisoformat(claim.since)
    state = say(
        "inbox_left" if is_left_behind(house.settings, claim, house.clock()) else "inbox_taken",
        lang,
        since=_moment(since, lang),
    )
    changed = datetime.fromisoformat(claim.changed_at)
    return [kept_name(claim.name), size_text(claim.size, lang), _moment(changed, lang), state]


def _moment(moment: datetime, lang: Lang) -> str:
    return moment_text(moment.astimezone(), lang)
