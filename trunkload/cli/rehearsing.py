"""The command `demo --rehearse`: a whole import at a carrier where everything goes wrong, told fault by fault."""

from collections.abc import Iterator

import typer

from trunkload.cli.demo import ACCOUNT, SHEET
from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.follow_up import anew_lines, following
from trunkload.cli.progress import steps_shown
from trunkload.cli.rehearsed import rehearsal_settings_in
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_table
from trunkload.cli.words import state_words
from trunkload.flows.checking import pick_up
from trunkload.flows.commands import from_here
from trunkload.flows.rehearsed import Met, Rehearsal
from trunkload.flows.rehearsing import rehearse
from trunkload.flows.samples import sample_folder
from trunkload.flows.wiring import open_house
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.outcome_words import carrier_words, order_words
from trunkload.reports.notation import count_text
from trunkload.settings import Settings
from trunkload.storage.items import StoredItem
from trunkload.validation.language import Lang

STEPS = 11


def run_rehearsal(lang: str | None) -> int:
    """Exit code 0 where every promise held, although the carrier refused some rows: that it does is the rehearsal."""
    settings = rehearsal_settings_in(lang)
    spoken, samples = settings.language, sample_folder()
    typer.echo(say("rehearsal_intro", spoken, file=SHEET))
    with steps_shown(spoken, STEPS) as run:
        account = (samples / ACCOUNT).read_text("utf-8")
        rehearsal = rehearse(settings, pick_up(samples / SHEET, settings), account, run)
    typer.echo()
    for line in _fault_lines(rehearsal, spoken):
        typer.echo(line)
    typer.echo()
    _tell_rows(rehearsal, spoken)
    for line in _anew_lines(rehearsal, settings, spoken):
        typer.echo(line)
    typer.echo()
    for line in _promise_lines(rehearsal, spoken):
        typer.echo(line)
    typer.echo(say("rehearsal_at", spoken, path=from_here(rehearsal.home)))
    return READY if rehearsal.survived else NEEDS_FIXING


def _fault_lines(rehearsal: Rehearsal, lang: Lang) -> Iterator[str]:
    """What happened, and how it ended for the order that met it."""
    for place, met in enumerate(rehearsal.met, start=1):
        told = say(
            _key(met), lang, n=count_text(met.times, lang), ms=count_text(round(1000 * (met.fault.seconds or 0)), lang)
        )
        yield say("rehearsed_fault", lang, place=f"{place:>2}", told=told)
        yield f"    {_end(met, lang)}"


def _key(met: Met) -> str:
    return f"rehearsed_{met.fault.kind.value}" + ("_after" if met.fault.carried_out else "")


def _end(met: Met, lang: Lang) -> str:
    if met.order is None:
        return say("rehearsed_unmet", lang)
    rows = {"done": count_text(met.done, lang), "n": count_text(len(met.items), lang)}
    state = order_words(met.order.state, lang)
    end = say("rehearsed_end", lang, order=met.order.reference, state=state, **rows)
    return f"{end}; {say_count('rehearsed_sent', met.sent, lang)}"


def _tell_rows(rehearsal: Rehearsal, lang: Lang) -> None:
    others = [item for item in rehearsal.items if not item.as_ordered]
    done = count_text(len(rehearsal.items) - len(others), lang)
    typer.echo(say("rehearsal_rows", lang, done=done, n=count_text(len(rehearsal.items), lang)))
    if others:
        typer.echo(say_count("rehearsal_others", len(others), lang))
        print_table(say("columns_rehearsal", lang).split("|"), [_row(item, lang) for item in others])


def _anew_lines(rehearsal: Rehearsal, settings: Settings, lang: Lang) -> Iterator[str]:
    """What the program proposes by itself, in a home where nobody orders it."""
    house = open_house(settings.model_copy(update={"home": rehearsal.home}))
    follow = following(house, rehearsal.import_id)
    if follow is not None:
        yield ""
        yield from anew_lines(house, rehearsal.import_id, follow, lang)


def _row(item: StoredItem, lang: Lang) -> list[str]:
    name = f"{item.given_name} {item.family_name}"
    why = carrier_words(item.carrier_code, item.carrier_reason, lang)
    return [str(item.row), name, item.username, phone_text(item.number), state_words(item, lang), why]


def _promise_lines(rehearsal: Rehearsal, lang: Lang) -> Iterator[str]:
    for promise, held in rehearsal.promises.items():
        mark = say("promise_held" if held else "promise_broken", lang)
        yield say("promise_line", lang, mark=mark, told=say(f"promise_{promise.value}", lang))
