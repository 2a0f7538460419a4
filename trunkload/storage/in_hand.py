"""Knows who has an order in hand: a fence that only grows tells a worker that is too late from the present one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, update

from trunkload.storage.order_tables import product_order
from trunkload.storage.ordered import StoredOrder
from trunkload.storage.orders import find_order


@dataclass(frozen=True, slots=True)
class Hand:
    """A worker, and until when nobody else may take what it has in hand."""

    worker: str
    now: datetime
    until: datetime


def take_in_hand(conn: Connection, reference: str, hand: Hand, is_gone: Callable[[str], bool]) -> StoredOrder | None:
    """The order with its new fence; None where it is in another worker's hand.

    That one lets it go when its time is over, or when `is_gone` says that the worker is no more. Whatever it says
    later carries an older fence and changes nothing.
    """
    order = find_order(conn, reference)
    if order is None or (_is_of_another(order, hand) and not is_gone(order.sender or "")):
        return None
    taken = {"fence": order.fence + 1, "sender": hand.worker, "sending_until": hand.until}
    conn.execute(update(product_order).where(product_order.c.reference == reference).values(taken))
    return replace(order, fence=order.fence + 1, sender=hand.worker, sending_until=hand.until)


def let_go(conn: Connection, worker: str) -> None:
    """All that the worker has in hand is free to be taken."""
    mine = product_order.c.sender == worker
    conn.execute(update(product_order).where(mine).values(sender=None, sending_until=None))


def _is_of_another(order: StoredOrder, hand: Hand) -> bool:
    if order.sender in {None, hand.worker} or order.sending_until is None:
        return False
    return order.sending_until > hand.now
