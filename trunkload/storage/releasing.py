"""Knows how an import gives up what it holds and never ordered: numbers, names, people."""

from sqlalchemy import Connection, delete, exists, select, update

from trunkload.inventory.account import NumberState
from trunkload.orders.states import NOT_ORDERED_STATES, OrderState
from trunkload.storage.account_tables import kept_number, number
from trunkload.storage.moments import now
from trunkload.storage.moving import Note, move_where
from trunkload.storage.order_tables import NO_CLAIMS, order_item, product_order

NEVER_SENT_STATES = frozenset({OrderState.DRAFT, OrderState.APPROVED})


def give_up_import(conn: Connection, import_id: str, who: str, why: str) -> int:
    """Release also what waits for people whose rows are not right yet. Returns the numbers that became free."""
    conn.execute(delete(kept_number).where(kept_number.c.import_id == import_id))
    return release_numbers(conn, import_id, who, why)


def release_numbers(conn: Connection, import_id: str, who: str, why: str) -> int:
    """Give up what the import holds for rows that it did not order. Returns the numbers that became free.

    Orders that were never sent are cancelled with their items. What may have been ordered (`sending`, `unknown` and
    later) keeps its number: an unknown outcome is resolved first (promise 6). So do rows that are still to be made
    right.
    """
    _cancel_never_sent(conn, import_id)
    return free_unclaimed(conn, import_id, who, why)


def free_unclaimed(conn: Connection, import_id: str, who: str, why: str) -> int:
    """Free what the import holds and neither an item claims nor a row waits for; how many numbers that were."""
    alive = exists().where(order_item.c.claim_number == number.c.e164).correlate(number)
    waits = exists().where(kept_number.c.e164 == number.c.e164).correlate(number)
    ours = (number.c.import_id == import_id) & ~alive & ~waits
    return len(move_where(conn, NumberState.HELD, ours, NumberState.FREE, Note(who, why, import_id)))


def _cancel_never_sent(conn: Connection, import_id: str) -> None:
    orders = select(product_order.c.reference).where(product_order.c.import_id == import_id)
    items = order_item.c.order_reference.in_(orders)
    over = items & order_item.c.state.in_(NOT_ORDERED_STATES)
    never_sent = items & order_item.c.state.in_(NEVER_SENT_STATES)
    conn.execute(update(order_item).where(never_sent).values(state=OrderState.CANCELLED, **NO_CLAIMS))
    conn.execute(update(order_item).where(over).values(NO_CLAIMS))
    drafts = (product_order.c.import_id == import_id) & product_order.c.state.in_(NEVER_SENT_STATES)
    conn.execute(update(product_order).where(drafts).values(state=OrderState.CANCELLED, finished_at=now()))
