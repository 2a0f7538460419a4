"""The command `orders`: what was sent or is to be sent to the carrier, order by order."""

from collections.abc import Sequence

import pandas as pd
import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in, record_of
from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say
from trunkload.cli.table import print_frame
from trunkload.orders.outcome_words import order_words
from trunkload.orders.states import FINAL_ORDER_STATES, OrderState
from trunkload.reports.notation import count_text, day_text, moment_text
from trunkload.storage.database import reading
from trunkload.storage.ordered import StoredOrder
from trunkload.storage.orders import list_orders
from trunkload.validation.language import Lang

TOLD = (
    "reference",
    "import_id",
    "trunk",
    "start_date",
    "items",
    "state",
    "carrier_id",
    "sent_at",
    "answered_at",
    "finished_at",
)
"""Columns for machines: states are the words of the database, times are ISO 8601 in UTC."""


def run_orders(import_id: str | None, states: Sequence[str], answer: str, lang: str | None, *, unfinished: bool) -> int:
    """An import that is not there and a state that is none are refused with what there is."""
    house, spoken = house_in(lang)
    if import_id is not None:
        record_of(house, import_id)
    with reading(house.ledger) as conn:
        found = list_orders(conn, _states(states, unfinished=unfinished), import_id)
    if answer == "table" and not found:
        typer.echo(say("no_orders", spoken))
        return READY
    rows = [_for_people(one, spoken) if answer == "table" else _for_machines(one) for one in found]
    frame = pd.DataFrame(rows, columns=list(TOLD), dtype="object").set_index("reference")
    print_frame(frame, answer, say("columns_order_list", spoken).split("|"))
    return READY


def _states(named: Sequence[str], *, unfinished: bool) -> frozenset[OrderState]:
    known = {one.value.lower(): one for one in OrderState}
    unknown = next((name for name in named if name.lower() not in known), None)
    if unknown is not None:
        raise Refusal("order_state_unknown", state=unknown, states=", ".join(OrderState))
    wanted = {known[name.lower()] for name in named} or set(OrderState)
    return frozenset(wanted - FINAL_ORDER_STATES if unfinished else wanted)


def _for_people(order: StoredOrder, lang: Lang) -> tuple[str, ...]:
    times = (order.sent_at, order.answered_at, order.finished_at)
    return (
        order.reference,
        order.import_id,
        order.trunk,
        say("at_once", lang) if order.start_date is None else day_text(order.start_date, lang),
        count_text(order.size, lang),
        order_words(order.state, lang),
        order.carrier_id or "",
        *("" if time is None else moment_text(time.astimezone(), lang) for time in times),
    )


def _for_machines(order: StoredOrder) -> tuple[str | int | None, ...]:
    times = (order.sent_at, order.answered_at, order.finished_at)
    return (
        order.reference,
        order.import_id,
        order.trunk,
        None if order.start_date is None else order.start_date.isoformat(),
        order.size,
        order.state.value,
        order.carrier_id or None,
        *(None if time is None else time.isoformat() for time in times),
    )
