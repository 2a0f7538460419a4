"""The command `undo`: what of an import can be taken back now, what stays, what is locked, and a plan of the first."""

import json
from collections.abc import Iterator

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.importing import import_lines, import_upload
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_table
from trunkload.cli.undo_document import undo_document
from trunkload.flows.commands import program
from trunkload.flows.undo_words import ground_words
from trunkload.flows.undoing import LookedBack, look_back, undo_upload
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.outcome_words import item_words
from trunkload.orders.reversal import Reversal, Standing
from trunkload.orders.states import OrderState
from trunkload.storage.items import StoredItem
from trunkload.validation.language import Lang


def run_undo(import_id: str, lang: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Exit code 0 where all that was carried out can be taken back, 1 where some of it stays or is locked."""
    house, spoken = house_in(lang)
    looked = look_back(house, import_id)
    plans = bool(looked.of(Standing.NOW)) and not dry_run
    imported = import_upload(house, undo_upload(looked), undoes=import_id) if plans else None
    if as_json:
        typer.echo(json.dumps(undo_document(looked, imported), ensure_ascii=False, indent=1))
    else:
        _print_lists(looked, spoken)
        next_lines = _unplanned(looked, spoken) if imported is None else import_lines(house, imported, spoken)
        for line in next_lines:
            typer.echo(line)
    whole = len(looked.of(Standing.NOW)) == len(looked.rows)
    return READY if whole and (imported is None or not imported.checked.receipt.blocked) else NEEDS_FIXING


def _print_lists(looked: LookedBack, lang: Lang) -> None:
    for standing in Standing:
        rows = looked.of(standing)
        if standing is not Standing.NOW:
            typer.echo("")
        typer.echo(say_count(f"undo_{standing.value}", len(rows), lang))
        if rows:
            titles = say("columns_undo", lang).split("|")
            print_table(titles, [_cells(item, reversal, lang) for item, reversal in rows])
    if looked.not_done:
        typer.echo("")
        typer.echo(say_count("undo_not_done", looked.not_done, lang))


def _cells(item: StoredItem, reversal: Reversal, lang: Lang) -> list[str]:
    return [
        str(item.row),
        f"{item.given_name} {item.family_name}",
        phone_text(item.number),
        item_words(OrderState.COMPLETED, item.action, lang),
        ground_words(reversal, lang),
    ]


def _unplanned(looked: LookedBack, lang: Lang) -> Iterator[str]:
    yield ""
    if looked.of(Standing.NOW):
        yield say("undo_dry", lang)
        yield f"  {program()} undo {looked.import_id}"
    else:
        yield say("undo_nothing_now", lang)
