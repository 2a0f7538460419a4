"""Knows who holds a number: an import takes free ones until some day, and loses what others have (promise 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, select, text, update

from trunkload.inventory.account import NumberState
from trunkload.orders.states import OrderState
from trunkload.storage.account_queries import NOT_LISTED
from trunkload.storage.account_tables import number
from trunkload.storage.moments import time_text
from trunkload.storage.moving import PROGRAM, Note, NumberValues, Why, move_numbers, move_where, note_changes
from trunkload.storage.order_tables import import_, order_item, product_order


@dataclass(frozen=True, slots=True)
class Hold:
    """For which import numbers are held, until when, and who asked for it."""

    import_id: str
    until: datetime
    who: str

    def note(self, why: Why) -> Note:
        return Note(self.who, why, self.import_id)

    def values(self) -> NumberValues:
        return {"import_id": self.import_id, "held_until": time_text(self.until)}


def hold_numbers(conn: Connection, numbers: Sequence[str], hold: Hold, why: Why = Why.PLANNED) -> frozenset[str]:
    """Hold the free ones of these E.164 numbers; answers those that are lost, as somebody has them.

    A caller that needs them all then leaves the transaction with an exception, and nothing is held.
    """
    held = move_numbers(conn, numbers, {NumberState.FREE}, NumberState.HELD, hold.note(why), **hold.values())
    return frozenset(numbers).difference(held)


def extend_holds(conn: Connection, hold: Hold) -> None:
    """What the import holds, for its plan and for its blocked rows, it holds until the hold's end."""
    ours = (number.c.import_id == hold.import_id) & (number.c.state == NumberState.HELD)
    longer = update(number).where(ours).values(held_until=time_text(hold.until)).returning(number.c.e164)
    numbers = conn.execute(longer).scalars().all()
    note_changes(conn, numbers, NumberState.HELD, NumberState.HELD, hold.note(Why.APPROVED))


def hold_again(conn: Connection) -> None:
    """What the carrier took from a living order and gives back is held for it again."""
    asks = (
        select(order_item.c.row)
        .join(product_order)
        .where(order_item.c.claim_number == number.c.e164, order_item.c.state != OrderState.COMPLETED)
    )
    claimed = order_item.join(product_order).join(number, number.c.e164 == order_item.c.claim_number)
    of_free = (number.c.state == NumberState.FREE) & (order_item.c.state != OrderState.COMPLETED)
    imports = select(import_.c.id, import_.c.held_until).distinct().select_from(claimed.join(import_)).where(of_free)
    for import_id, until in conn.execute(imports).tuples():
        values: NumberValues = {"import_id": import_id, "held_until": None if until is None else time_text(until)}
        its_own = asks.where(product_order.c.import_id == import_id).correlate(number).exists()
        note = Note(PROGRAM, Why.GIVEN_BACK, import_id)
        move_where(conn, NumberState.FREE, its_own, NumberState.HELD, note, **values)


def forget_ended_claims(conn: Connection) -> None:
    """A free number is nobody's any more: the workplace that our order made on it is gone, listed once or never."""
    free = exists().where(number.c.e164 == order_item.c.claim_number, number.c.state == NumberState.FREE)
    ended = (order_item.c.state == OrderState.COMPLETED) & free.correlate(order_item)
    conn.execute(update(order_item).where(ended, text(NOT_LISTED)).values(claim_number=None))


def count_held(conn: Connection, import_id: str) -> int:
    """How many of the import's items have a number that is held for this import."""
    held = (number.c.state == NumberState.HELD) & (number.c.import_id == import_id)
    items = order_item.join(product_order).join(number, (number.c.e164 == order_item.c.number) & held)
    query = select(func.count()).select_from(items).where(product_order.c.import_id == import_id)
    return conn.execute(query).scalar_one()
