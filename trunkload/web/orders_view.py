"""Knows what the page about orders shows: where the import stands, each order, each row, and who was told."""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from trunkload.flows.message_words import kind_words, masked, state_words
from trunkload.flows.outcomes import outcomes_of
from trunkload.flows.stored import items_of_import
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.states import ImportState, OrderState
from trunkload.reports.outcome_view import OutcomesView, OutcomeView, Standing, outcome_views, outcomes_view
from trunkload.storage.imports import ImportRecord, find_following
from trunkload.storage.items import StoredItem
from trunkload.storage.message_values import MessageState, StoredMessage
from trunkload.storage.messages import list_messages
from trunkload.storage.ordered import read_orders
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

ROWS_SHOWN: Final = 100
SHOWN: Final = ("all", *(one.value for one in Standing))
"""Which rows are shown; the first is all of them."""

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
    is_out: bool


@dataclass(frozen=True, slots=True)
class OrdersView:
    """`sum`: of all rows, None as long as nothing was approved; `unsent`: references of orders that the carrier did
    not take yet although it was tried."""

    record: ImportRecord
    sum: OutcomesView | None
    rows: tuple[RowLine, ...]
    messages: tuple[MessageLine, ...]
    unsent: tuple[str, ...]
    follows: str | None
    not_out: int
    shown: str
    page: int
    pages: int

    @property
    def waits(self) -> bool:
        """For the carrier, or for somebody who is to be told."""
        open_states = {ImportState.APPROVED, ImportState.SUBMITTING}
        return self.record.state in open_states or any(not one.is_out for one in self.messages)

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
    outcomes = outcomes_of(conn, record)
    views = outcome_views(outcomes, lang)
    items = [one for one in items_of_import(conn, record.id) if one.row in views]
    wanted = [one for one in items if asked.shown == SHOWN[0] or views[one.row].standing == asked.shown]
    first = (asked.page - 1) * ROWS_SHOWN
    seen = wanted[first : first + ROWS_SHOWN]
    messages = list_messages(conn, record.id)
    follow = find_following(conn, record.id)
    return OrdersView(
        record=record,
        sum=outcomes_view(outcomes, lang),
        rows=tuple(_row(one, views[one.row], sees_people=asked.sees_people) for one in seen),
        messages=tuple(_message(one, lang, sees_people=asked.sees_people) for one in messages),
        unsent=_unsent(conn, record),
        follows=None if follow is None else follow.id,
        not_out=sum(one.state in NOT_OUT for one in messages),
        shown=asked.shown,
        page=asked.page,
        pages=max(1, -(-len(wanted) // ROWS_SHOWN)),
    )


def _row(item: StoredItem, outcome: OutcomeView, *, sees_people: bool) -> RowLine:
    is_there = item.state is OrderState.COMPLETED and item.action is not Action.DELETE
    name, number = f"{item.given_name} {item.family_name}", phone_text(item.number)
    if not sees_people:
        # What the carrier writes may name whoever it is about.
        return RowLine(item.row, "…", "…", "…", replace(outcome, reason=""), is_there)
    return RowLine(item.row, name, item.username, number, outcome, is_there)


def _message(told: StoredMessage, lang: Lang, *, sees_people: bool) -> MessageLine:
    to = masked(told.envelope.recipient) if sees_people else "…"
    return MessageLine(told.envelope.row, to, kind_words(told, lang), state_words(told, lang), told.state not in DUE)


def _unsent(conn: Connection, record: ImportRecord) -> tuple[str, ...]:
    """Orders that were tried and are where they were before: the carrier did not take them."""
    if record.state is not ImportState.SUBMITTING:
        return ()
    tried = [one for one in read_orders(conn, record.id) if one.sent_at is not None]
    return tuple(one.reference for one in tried if one.state is OrderState.APPROVED)
