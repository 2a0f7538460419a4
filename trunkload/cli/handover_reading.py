"""The command `handover read`: what the carrier's list says of every ordered row, and what became of the import."""

from collections.abc import Iterator

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY, UNUSABLE
from trunkload.cli.handover_files import handover_house
from trunkload.cli.imports_at_hand import record_of
from trunkload.cli.orders import submit, tell_outcome
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_table
from trunkload.cli.words import field_words
from trunkload.flows.handing_over import ExportFile, ReadBackFile, ToldRow, read_back_file
from trunkload.intake.refusal import Refused
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.outcome_words import read_back_words
from trunkload.orders.states import FINAL_ORDER_STATES, ImportState, ReadBack
from trunkload.reports.notation import count_text
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of_refusal


def run_handover_read(import_id: str, wanted: ExportFile, lang: str | None) -> int:
    """Exit code: 0 all rows as ordered or still open, 1 some are not, 2 the file cannot be used."""
    house, spoken = handover_house(lang)
    try:
        answer = read_back_file(house, import_id, wanted)
    except Refused as refused:
        words = words_of_refusal(refused, spoken)
        typer.echo(say("refused", spoken, file=wanted.path.name, message=words.message, fix=words.fix), err=True)
        return UNUSABLE
    _tell(answer, wanted, spoken)
    if record_of(house, import_id).state is not ImportState.SUBMITTING:
        return READY if all(one.as_ordered for one in answer.told) else NEEDS_FIXING
    submit(house, import_id, spoken)
    waiting = sum(one.state not in FINAL_ORDER_STATES for one in answer.told)
    if waiting:
        typer.echo(say_count("export_waiting", waiting, spoken))
        return READY
    return tell_outcome(house, import_id, spoken)


def _tell(answer: ReadBackFile, wanted: ExportFile, lang: Lang) -> None:
    found = sum(one.found_in is not None for one in answer.told)
    counts = {"rows": answer.rows, "found": found, "n": len(answer.told)}
    told = {name: count_text(count, lang) for name, count in counts.items()}
    typer.echo(say("export_read", lang, file=wanted.path.name, **told))
    lines = [line for one in answer.told for line in _lines(one, lang)]
    if lines:
        print_table(say("columns_verify", lang).split("|"), lines)
    if answer.not_told:
        names = ", ".join(field_words(name, lang) for name in answer.not_told)
        typer.echo(say("export_not_told", lang, names=names))


def _lines(one: ToldRow, lang: Lang) -> Iterator[list[str]]:
    """One line for each characteristic that is another one, and for a row that is not there, or still is."""
    head = [str(one.row), one.name, phone_text(one.number)]
    if one.as_ordered:
        return
    if one.action is Action.DELETE:
        yield [*head, "", say("verify_deleted", lang), read_back_words(ReadBack.DIFFERENT, Action.DELETE, (), lang)]
    elif one.found_in is None:
        yield [*head, "", say("verify_there", lang), say("export_not_there", lang)]
    nothing = say("verify_empty", lang)
    for told in one.differences:
        yield [*head, field_words(told.name, lang), told.ordered or nothing, told.found or nothing]
