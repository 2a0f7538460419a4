"""The commands that order, take back and follow: approve, cancel, status."""

from collections.abc import Sequence

import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.follow_up import follow_lines, following
from trunkload.cli.handover_files import tell_files, tell_not_compared
from trunkload.cli.imports_at_hand import house_in, items_of, orders_of, record_of
from trunkload.cli.messages import tell_unsent
from trunkload.cli.progress import steps_shown
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_table
from trunkload.cli.words import done_words, read_back_of, state_words
from trunkload.flows.approving import approve_plan
from trunkload.flows.by_prefect import prefect_runs
from trunkload.flows.commands import from_here
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.story import submit_story
from trunkload.flows.telling import tell_people
from trunkload.flows.wiring import House
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.outcome_words import carrier_words
from trunkload.orders.states import FINAL_ORDER_STATES, ImportState, OrderState
from trunkload.storage.database import reading
from trunkload.storage.items import StoredItem
from trunkload.storage.message_values import Channel, MessageState
from trunkload.storage.messages import list_messages
from trunkload.validation.language import Lang

SUBMIT_STEPS = 9


def run_approve(import_id: str, digest: str, lang: str | None) -> int:
    """Exit code 0 where every row was read back as ordered, 1 where one was not."""
    house, spoken = house_in(lang)
    approve_plan(house, import_id, digest, house.settings.user)
    submit(house, import_id, spoken)
    return tell_outcome(house, import_id, spoken)


def submit(house: House, import_id: str, lang: Lang) -> None:
    """By Prefect where an API is configured, else the same steps in this process."""
    if prefect_runs():
        from trunkload.flows.submit_orders import submit_orders  # noqa: PLC0415 - the embedded way has no Prefect

        submit_orders(import_id)
        return
    with steps_shown(lang, SUBMIT_STEPS) as run:
        submit_story(house, import_id, run)


def run_cancel(import_id: str, lang: str | None) -> int:
    house, spoken = house_in(lang)
    freed = cancel_import(house, import_id, house.settings.user)
    typer.echo(say_count("cancelled", freed, spoken, id=import_id))
    return READY


def run_status(import_id: str, lang: str | None) -> int:
    """Goes on with what is not final, then tells every row as the carrier's record has it."""
    house, spoken = house_in(lang)
    if record_of(house, import_id).state in {ImportState.APPROVED, ImportState.SUBMITTING}:
        submit(house, import_id, spoken)
    else:
        tell_people(house)
    state, items = record_of(house, import_id).state, items_of(house, import_id)
    typer.echo(f"{import_id}: {say(f'state_{state.value}', spoken)}")
    if items:
        print_table(say("columns_status", spoken).split("|"), [_item_row(item, spoken) for item in items])
    if house.settings.carrier.kind == "handover":
        tell_not_compared(house, import_id, spoken)
    for line in follow_lines(house, import_id, spoken):
        typer.echo(line)
    tell_unsent(house, spoken)
    return _exit_code(house, import_id, items)


def _item_row(item: StoredItem, lang: Lang) -> list[str]:
    return [
        str(item.row),
        say(f"action_{item.action.value}", lang),
        f"{item.given_name} {item.family_name}",
        item.username,
        phone_text(item.number),
        state_words(item, lang),
        read_back_of(item, lang),
        carrier_words(item.carrier_code, item.carrier_reason, lang),
    ]


def tell_outcome(house: House, import_id: str, lang: Lang) -> int:
    items = items_of(house, import_id)
    typer.echo(say("ordered", lang, id=import_id, counts=done_words(items, lang)))
    by_files = house.settings.carrier.kind == "handover"
    others = [one for one in items if not one.as_ordered and not (by_files and one.state is OrderState.PENDING)]
    if others:
        print_table(say("columns_status", lang).split("|"), [_item_row(item, lang) for item in others])
    for line in follow_lines(house, import_id, lang):
        typer.echo(line)
    waiting = [order for order in orders_of(house, import_id) if order.state not in FINAL_ORDER_STATES]
    if waiting and by_files:
        tell_files(house, import_id, lang)
    elif waiting:
        typer.echo(say_count("still_open", len(waiting), lang, id=import_id))
    _tell_outbox(house, import_id, lang)
    tell_unsent(house, lang)
    return _exit_code(house, import_id, items)


def _tell_outbox(house: House, import_id: str, lang: Lang) -> None:
    """Where those messages of the import lie that nothing sends; nothing where there are none."""
    with reading(house.ledger) as conn:
        written = {one.envelope.channel for one in list_messages(conn, import_id) if one.state is MessageState.SENT}
    ways = {Channel.EMAIL: house.settings.notify.mail, Channel.SMS: house.settings.notify.sms}
    here = {channel for channel, way in ways.items() if way == "outbox"} & written
    if here:
        key = "messages_at" if len(here) > 1 else "mails_at" if Channel.EMAIL in here else "sms_at"
        typer.echo(say(key, lang, path=from_here(house.settings.home / "outbox")))


def _exit_code(house: House, import_id: str, items: Sequence[StoredItem]) -> int:
    """1 where a row did not become as it was ordered, here or in the import that plans it anew."""
    if record_of(house, import_id).state is not ImportState.PARTLY_DONE:
        return READY
    follow = following(house, import_id)
    again = [] if follow is None else items_of(house, follow.id)
    done = {item.row for item in (*items, *again) if item.as_ordered}
    return READY if done >= {item.row for item in items} else NEEDS_FIXING
