"""The commands `messages` and `messages retry`: what people were told, what could not be sent and why."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import typer

from trunkload.cli.exits import NEEDS_FIXING, READY
from trunkload.cli.imports_at_hand import house_in, record_of
from trunkload.cli.message_words import problem_lines
from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say, say_count
from trunkload.cli.table import print_records, print_table
from trunkload.flows.message_words import kind_words, masked, state_words
from trunkload.flows.telling import tell_again
from trunkload.flows.wiring import House
from trunkload.reports.notation import count_text, moment_text
from trunkload.storage.database import reading
from trunkload.storage.message_values import MessageState, StoredMessage
from trunkload.storage.messages import count_unsent, list_messages
from trunkload.validation.language import Lang

TOLD = (
    *("message", "import_id", "row", "kind", "channel", "recipient", "state", "attempts", "problem"),
    *("queued_at", "next_attempt_at", "sent_at"),
)
"""Columns for machines: kinds and states are the words of the database, times ISO 8601 in UTC, recipients masked."""


def run_messages(import_id: str | None, answer: str, lang: str | None, *, failed: bool) -> int:
    """The oldest first."""
    house, spoken = house_in(lang)
    if import_id is not None:
        record_of(house, import_id)
    with reading(house.ledger) as conn:
        found = list_messages(conn, import_id, unsent=failed)
    if answer != "table":
        rows = [_for_machines(one) for one in found]
        print_records(pd.DataFrame(rows, columns=list(TOLD), dtype="object").set_index("message"), answer)
    elif found:
        print_table(say("columns_messages", spoken).split("|"), [_for_people(one, spoken) for one in found], whole={0})
        for line in problem_lines(found, spoken):
            typer.echo(line)
    else:
        typer.echo(say("all_messages_sent" if failed else "no_messages", spoken))
    return READY


def run_retry(names: Sequence[str], lang: str | None) -> int:
    """Exit code 1 where some of all messages could still not be sent."""
    house, spoken = house_in(lang)
    if names:
        _refuse_others(house, names)
    again = tell_again(house, names or None)
    typer.echo(say_count("messages_tried", again, spoken))
    return NEEDS_FIXING if tell_unsent(house, spoken) else READY


def tell_unsent(house: House, lang: Lang) -> int:
    """How many messages could not be sent, said where there are any."""
    with reading(house.ledger) as conn:
        unsent = count_unsent(conn)
    if unsent:
        typer.echo(say_count("messages_unsent", unsent, lang))
    return unsent


def _refuse_others(house: House, names: Sequence[str]) -> None:
    """Only what could not be sent, and is ours to send, is sent again."""
    with reading(house.ledger) as conn:
        known = {one.envelope.name: one for one in list_messages(conn)}
    for name in names:
        found = known.get(name)
        if found is None:
            raise Refusal("message_unknown", name=name)
        if found.state is MessageState.SENT:
            raise Refusal("message_sent_already", name=name)
        if not found.has_content:
            raise Refusal("message_of_carrier", id=found.envelope.import_id or "ID", row=str(found.envelope.row))


def _for_people(told: StoredMessage, lang: Lang) -> list[str]:
    due = told.state is MessageState.QUEUED
    return [
        told.envelope.name,
        masked(told.envelope.recipient),
        kind_words(told, lang),
        state_words(told, lang),
        count_text(told.attempts, lang),
        _moment(told.next_attempt_at, lang) if due else "",
    ]


def _moment(time: datetime | None, lang: Lang) -> str:
    return "" if time is None else moment_text(time.astimezone(), lang)


def _for_machines(told: StoredMessage) -> tuple[str | int | None, ...]:
    times = (told.queued_at, told.next_attempt_at, told.sent_at)
    return (
        told.envelope.name,
        told.envelope.import_id,
        told.envelope.row,
        told.envelope.kind.value,
        told.envelope.channel.value,
        masked(told.envelope.recipient),
        told.state.value,
        told.attempts,
        told.problem,
        *(None if time is None else time.isoformat() for time in times),
    )
