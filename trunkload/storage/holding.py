"""Knows who holds a number: each move is one conditional UPDATE whose changed rows are counted (promise 3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, exists, func, insert, literal, select, update

from trunkload.inventory.account import NumberState
from trunkload.orders.states import NOT_ORDERED_STATES, OrderState
from trunkload.storage.account_tables import number, number_change
from trunkload.storage.columns import UtcTime, now, time_text
from trunkload.storage.failures import StorageProblem, failure
from trunkload.storage.order_tables import NO_CLAIMS, order_item, product_order

NEVER_SENT_STATES = frozenset({OrderState.DRAFT, OrderState.APPROVED})


@dataclass(frozen=True, slots=True)
class _Note:
    """Who moved numbers, for which import, and why."""

    who: str
    import_id: str | None
    why: str | None = None


def hold_numbers(conn: Connection, import_id: str, until: datetime, who: str) -> int:
    """Hold the free numbers that the import's items ask for; fewer than items means that the plan is not to be had.

    Then the caller leaves the transaction with an exception, and nothing is held.
    """
    wanted = select(order_item.c.claim_number).join(product_order).where(product_order.c.import_id == import_id)
    free = (number.c.state == NumberState.FREE) & number.c.e164.in_(wanted)
    values = {"state": NumberState.HELD, "import_id": import_id, "held_until": time_text(until)}
    return _move(conn, free, values, _Note(who, import_id))


def count_held(conn: Connection, import_id: str) -> int:
    """How many of the import's items have a number that is held for this import."""
    held = (number.c.state == NumberState.HELD) & (number.c.import_id == import_id)
    items = order_item.join(product_order).join(number, (number.c.e164 == order_item.c.number) & held)
    query = select(func.count()).select_from(items).where(product_order.c.import_id == import_id)
    return conn.execute(query).scalar_one()


def release_numbers(conn: Connection, import_id: str, who: str, why: str) -> int:
    """Give up what the import holds and never ordered: numbers, names, people. Returns the numbers that became free.

    Orders that were never sent are cancelled with their items. What may have been ordered (`sending`, `unknown` and
    later) keeps its number: an unknown outcome is resolved first (promise 6).
    """
    _cancel_never_sent(conn, import_id)
    alive = exists().where(order_item.c.claim_number == number.c.e164).correlate(number)
    ours = (number.c.import_id == import_id) & (number.c.state == NumberState.HELD) & ~alive
    values = {"state": NumberState.FREE, "import_id": None, "held_until": None}
    return _move(conn, ours, values, _Note(who, import_id, why))


def assign_numbers(conn: Connection, reference: str, who: str) -> int:
    """Give the numbers of the order's completed items to their workplaces; returns how many were still only held."""
    item = (
        select(order_item.c.workplace_id, product_order.c.import_id)
        .join(product_order)
        .where(
            order_item.c.order_reference == reference,
            order_item.c.state == OrderState.COMPLETED,
            order_item.c.claim_number == number.c.e164,
            product_order.c.import_id == number.c.import_id,
        )
        .correlate(number)
    )
    done = (number.c.state == NumberState.HELD) & item.exists()
    holder = item.with_only_columns(order_item.c.workplace_id).scalar_subquery()
    values = {"state": NumberState.ASSIGNED, "holder": holder, "import_id": None, "held_until": None}
    import_id = conn.execute(select(product_order.c.import_id).where(product_order.c.reference == reference)).scalar()
    return _move(conn, done, values, _Note(who, import_id, reference))


def _cancel_never_sent(conn: Connection, import_id: str) -> None:
    orders = select(product_order.c.reference).where(product_order.c.import_id == import_id)
    items = order_item.c.order_reference.in_(orders)
    over = items & order_item.c.state.in_(NOT_ORDERED_STATES)
    never_sent = items & order_item.c.state.in_(NEVER_SENT_STATES)
    conn.execute(update(order_item).where(never_sent).values(state=OrderState.CANCELLED, **NO_CLAIMS))
    conn.execute(update(order_item).where(over).values(NO_CLAIMS))
    drafts = (product_order.c.import_id == import_id) & product_order.c.state.in_(NEVER_SENT_STATES)
    conn.execute(update(product_order).where(drafts).values(state=OrderState.CANCELLED, finished_at=now()))


def _move(conn: Connection, which: ColumnElement[bool], values: dict[str, Any], note: _Note) -> int:
    """Move the numbers that meet `which` and note each; the number of numbers moved."""
    noted = select(
        number.c.e164,
        literal(now(), UtcTime),
        number.c.state,
        *(cast(literal(text, Text), Text) for text in (values["state"], note.who, note.why, note.import_id)),
    ).where(which)
    columns = ["e164", "at", "from_state", "to_state", "who", "why", "import_id"]
    notes = insert(number_change).from_select(columns, noted).execution_options(preserve_rowcount=True)
    changes = conn.execute(notes).rowcount
    moved = conn.execute(update(number).where(which).values(values)).rowcount
    if moved != changes:
        # Only without the writer's turn can another transaction come between the two statements.
        raise failure(StorageProblem.LOCKED)
    return moved
