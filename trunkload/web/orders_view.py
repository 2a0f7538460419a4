"""Knows what the page about orders shows: where the import stands, each order, each row, and who was told.

However large the import is: it is counted by the database, and only what is shown is read.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from trunkload.flows.message_words import kind_words, masked, state_words
from trunkload.flows.outcomes import ORDERED, outcome_of
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.outcome import Standing, standing_of
from trunkload.orders.outcome_words import order_words
from trunkload.orders.states import SUBMITTED_IMPORT_STATES, ImportState, OrderState
from trunkload.reports.outcome_view import OrderOutcomeView, OutcomeView, outcome_view
from trunkload.storage.imports import ImportRecord, find_following
from trunkload.storage.items import StoredItem
from trunkload.storage.message_values import MessageState, StoredMessage
from trunkload.storage.messages import count_by_state, first_messages
from trunkload.storage.ordered import StoredOrder
from trunkload.storage.orders import orders_not_taken
from trunkload.storage.standings import (
    Stand,
    count_orders,
    count_stands,
    count_stands_of,
    page_of_items,
    page_of_orders,
)
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

ROWS_SHOWN: Final = 100
ORDERS_SHOWN: Final = 20
MESSAGES_SHOWN: Final = 50
SHOWN: Final = ("all", *(one.value for one in Standing))
"""Which rows are shown; the first is all of them."""

AS_THEY_COME: Final = (Standing.NOT_AS_ORDERED, Standing.UNDER_WAY, Standing.AS_ORDERED)
"""What somebody has to look at comes first."""

NOT_OUT: Final = frozenset({MessageState.FAILED, MessageState.GIVEN_UP})
DUE: Final = frozenset({MessageState.QUEUED, MessageState.SENDING})


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row. `may_have_login`: its workplace is there, so its person can be sent the login data again."""

    row: int
    name: str
    username: str
    number: str
    outcome: OutcomeView
    may_have_login: bool


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message that is told of; `row` is None of those that are about the whole import."""

    row: int | None
    to: str
    about: str
    state: str


@dataclass(frozen=True, slots=True)
class Messages:
    """`lines`: the first of `all`; `not_out` of all were given up, `due` are to be sent still."""

    lines: tuple[MessageLine, ...]
    all: int
    not_out: int
    due: int


@dataclass(frozen=True, slots=True)
class Sum:
    """Of all items: items = as_ordered + under_way + not_as_ordered. `orders`: the first of `all_orders`."""

    items: int
    as_ordered: int
    under_way: int
    not_as_ordered: int
    orders: tuple[OrderOutcomeView, ...]
    all_orders: int


@dataclass(frozen=True, slots=True)
class OrdersView:
    """`sum`: None as long as nothing was approved; `unsent`: references of orders that the carrier did not take yet
    although it was tried, the first of them."""

    record: ImportRecord
    sum: Sum | None
    rows: tuple[RowLine, ...]
    messages: Messages
    unsent: tuple[str, ...]
    follows: str | None
    shown: str
    page: int
    pages: int

    @property
    def waits(self) -> bool:
        """For the carrier, or for somebody who is to be told."""
        open_states = {ImportState.APPROVED, ImportState.SUBMITTING}
        return self.record.state in open_states or self.messages.due > 0

    @property
    def has_result(self) -> bool:
        return self.record.state in SUBMITTED_IMPORT_STATES

    @property
    def was_ordered(self) -> bool:
        return self.record.state in {ImportState.DONE, ImportState.PARTLY_DONE}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows somebody wants to see (one of SHOWN), which page of them, and whether with people's data."""

    shown: str
    page: int
    sees_people: bool


def orders_view(conn: Connection, record: ImportRecord, lang: Lang, asked: Asked) -> OrdersView:
    """The rows of one page."""
    stands = count_stands(conn, record.id) if record.state in ORDERED else ()
    counts = _counted(stands)
    wanted = [one for one in AS_THEY_COME if asked.shown in {SHOWN[0], one}]
    found = _found(conn, record.id, stands, wanted, (asked.page - 1) * ROWS_SHOWN)
    follow = find_following(conn, record.id)
    return OrdersView(
        record=record,
        sum=_sum(conn, record.id, counts, lang) if stands else None,
        rows=tuple(_row(order, item, lang, sees_people=asked.sees_people) for order, item in found),
        messages=_messages(conn, record.id, lang, sees_people=asked.sees_people),
        unsent=orders_not_taken(conn, record.id, ORDERS_SHOWN) if record.state is ImportState.SUBMITTING else (),
        follows=None if follow is None else follow.id,
        shown=asked.shown,
        page=asked.page,
        pages=max(1, -(-sum(counts[one] for one in wanted) // ROWS_SHOWN)),
    )


def _counted(stands: Sequence[Stand]) -> Counter[Standing]:
    counts = Counter[Standing]()
    for one in stands:
        counts[standing_of(one.state, one.read_back)] += one.items
    return counts


def _found(
    conn: Connection, import_id: str, stands: Sequence[Stand], wanted: Sequence[Standing], first: int
) -> Iterator[tuple[StoredOrder, StoredItem]]:
    """ROWS_SHOWN rows from the one at `first` on of those that are wanted, one standing after the other."""
    counts, left = _counted(stands), ROWS_SHOWN
    for standing in wanted:
        pairs = {(one.state, one.read_back) for one in stands if standing_of(one.state, one.read_back) is standing}
        if first < counts[standing] and left:
            some = page_of_items(conn, import_id, pairs, first, left)
            left -= len(some)
            yield from some
        first = max(0, first - counts[standing])


def _sum(conn: Connection, import_id: str, counts: Counter[Standing], lang: Lang) -> Sum:
    shown = page_of_orders(conn, import_id, ORDERS_SHOWN)
    by_order = count_stands_of(conn, [one.reference for one in shown])
    orders = (_order(one, _counted(by_order[one.reference]), lang) for one in shown)
    return Sum(
        items=counts.total(),
        as_ordered=counts[Standing.AS_ORDERED],
        under_way=counts[Standing.UNDER_WAY],
        not_as_ordered=counts[Standing.NOT_AS_ORDERED],
        orders=tuple(orders),
        all_orders=count_orders(conn, import_id),
    )


def _order(order: StoredOrder, counts: Counter[Standing], lang: Lang) -> OrderOutcomeView:
    state = order_words(order.state, lang)
    return OrderOutcomeView(order.reference, order.carrier_id or "", state, counts.total(), counts[Standing.AS_ORDERED])


def _row(order: StoredOrder, item: StoredItem, lang: Lang, *, sees_people: bool) -> RowLine:
    outcome = outcome_view(outcome_of(order, item), lang)
    is_there = item.state is OrderState.COMPLETED and item.action is not Action.DELETE
    name, number = f"{item.given_name} {item.family_name}", phone_text(item.number)
    if not sees_people:
        # What the carrier writes may name whoever it is about.
        return RowLine(item.row, "…", "…", "…", replace(outcome, reason=""), is_there)
    return RowLine(item.row, name, item.username, number, outcome, is_there)


def _messages(conn: Connection, import_id: str, lang: Lang, *, sees_people: bool) -> Messages:
    counts = count_by_state(conn, import_id)
    lines = tuple(
        _message(one, lang, sees_people=sees_people) for one in first_messages(conn, import_id, MESSAGES_SHOWN)
    )
    not_out, due = (sum(counts.get(state, 0) for state in some) for some in (NOT_OUT, DUE))
    return Messages(lines, sum(counts.values()), not_out, due)


def _message(told: StoredMessage, lang: Lang, *, sees_people: bool) -> MessageLine:
    to = masked(told.envelope.recipient) if sees_people else "…"
    return MessageLine(told.envelope.row, to, kind_words(told, lang), state_words(told, lang))
