"""Knows where each order stands at the carrier; no state moves but from an expected one."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, and_, bindparam, select, update

from trunkload.orders.states import FINAL_ORDER_STATES, NOT_ORDERED_STATES, OrderState
from trunkload.storage.moments import now
from trunkload.storage.order_tables import NO_CLAIMS, order_item, product_order
from trunkload.storage.ordered import StoredOrder, stored_order
from trunkload.validation.actions.action import Action


class AnsweredItem(Protocol):
    """What the carrier says of one item; `id` is the spreadsheet's row number as text."""

    @property
    def id(self) -> str: ...
    @property
    def state(self) -> OrderState: ...
    @property
    def workplace_id(self) -> str | None: ...
    @property
    def code(self) -> str | None: ...
    @property
    def reason(self) -> str | None: ...


class Answer(Protocol):
    """The carrier's record of one order, through whichever portal it came."""

    @property
    def carrier_id(self) -> str: ...
    @property
    def state(self) -> OrderState: ...
    @property
    def items(self) -> Sequence[AnsweredItem]: ...


class OrderChanges(TypedDict, total=False):
    """What may be learned about an order when it moves on."""

    carrier_id: str
    sent_at: datetime


def find_order(conn: Connection, reference: str) -> StoredOrder | None:
    row = conn.execute(select(product_order).where(product_order.c.reference == reference)).mappings().first()
    return None if row is None else stored_order(row)


def orders_not_taken(conn: Connection, import_id: str, most: int) -> tuple[str, ...]:
    """References of the import's first orders that were tried and are where they were before: the carrier did not take
    them."""
    tried = and_(product_order.c.import_id == import_id, product_order.c.sent_at.is_not(None))
    query = select(product_order.c.reference).where(tried, product_order.c.state == OrderState.APPROVED)
    return tuple(conn.execute(query.order_by(product_order.c.batch).limit(most)).scalars())


def orders_not_final(conn: Connection, import_id: str | None = None) -> tuple[StoredOrder, ...]:
    """The orders (of one import, or all) that are still to be sent or followed, by import and batch."""
    query = select(product_order).where(product_order.c.state.not_in(FINAL_ORDER_STATES))
    if import_id is not None:
        query = query.where(product_order.c.import_id == import_id)
    rows = conn.execute(query.order_by(product_order.c.import_id, product_order.c.batch)).mappings()
    return tuple(stored_order(row) for row in rows)


def list_orders(  # noqa: PLR0913 - one for each thing that can be asked
    conn: Connection,
    states: Collection[OrderState] = frozenset(OrderState),
    import_id: str | None = None,
    *,
    first: int = 0,
    most: int | None = None,
    after: StoredOrder | None = None,
) -> tuple[StoredOrder, ...]:
    """The orders (of one import, or all) that stand in one of `states`, the newest import first; `most` of them from
    the one at `first` on, or of those that follow `after`."""
    query = select(product_order).where(product_order.c.state.in_(states))
    if import_id is not None:
        query = query.where(product_order.c.import_id == import_id)
    if after is not None:
        of_it = product_order.c.import_id == after.import_id
        query = query.where(
            (product_order.c.import_id < after.import_id) | (of_it & (product_order.c.batch > after.batch))
        )
    query = query.order_by(product_order.c.import_id.desc(), product_order.c.batch).limit(most).offset(first)
    return tuple(stored_order(row) for row in conn.execute(query).mappings())


def move_order(
    conn: Connection,
    reference: str,
    from_states: Collection[OrderState],
    to_state: OrderState,
    *,
    fence: int | None = None,
    **changes: Unpack[OrderChanges],
) -> bool:
    """Move the order, and its items that stand where it stood, if it is in one of `from_states`; else False.

    With a `fence` only if nobody took the order in hand since (storage/in_hand).

    Items of an order that ends without being ordered give up their claims; `release_numbers` then frees the numbers.
    """
    order = _in_hand(reference, fence) & product_order.c.state.in_(from_states)
    values = {"state": to_state, **changes, **_finished(to_state)}
    if conn.execute(update(product_order).where(order).values(values)).rowcount != 1:
        return False
    items = (order_item.c.order_reference == reference) & order_item.c.state.in_(from_states)
    conn.execute(update(order_item).where(items).values(state=to_state))
    _give_up_claims(conn, reference)
    return True


def save_answer(conn: Connection, reference: str, answer: Answer, *, fence: int | None = None) -> bool:
    """Store what the carrier says of the order and its items; False where the order was final already, or somebody
    took it in hand since `fence`.

    An item that is final stays as it is, so an answer that arrives late or twice changes nothing.
    """
    order = _in_hand(reference, fence) & product_order.c.state.not_in(FINAL_ORDER_STATES)
    values = {
        "state": answer.state,
        "carrier_id": answer.carrier_id,
        "answered_at": now(),
        **_finished(answer.state),
    }
    if conn.execute(update(product_order).where(order).values(values)).rowcount != 1:
        return False
    told = [_told(item) for item in answer.items]
    if told:
        item = (order_item.c.order_reference == reference) & (order_item.c.row == bindparam("key"))
        # Many rows in one call take no IN list.
        still_open = and_(*(order_item.c.state != state for state in sorted(FINAL_ORDER_STATES)))
        conn.execute(update(order_item).where(item, still_open), told)
    _give_up_claims(conn, reference)
    _give_up_people_changed(conn, reference)
    return True


def _in_hand(reference: str, fence: int | None) -> ColumnElement[bool]:
    named = product_order.c.reference == reference
    return named if fence is None else named & (product_order.c.fence == fence)


def _told(item: AnsweredItem) -> dict[str, Any]:
    """The columns to set, and the `key` of the row to set them in."""
    return {
        "key": int(item.id),
        "state": item.state,
        "workplace_id": item.workplace_id,
        "carrier_code": item.code,
        "carrier_reason": item.reason,
    }


def _finished(state: OrderState) -> dict[str, Any]:
    return {"finished_at": now()} if state in FINAL_ORDER_STATES else {}


def _give_up_claims(conn: Connection, reference: str) -> None:
    not_ordered = (order_item.c.order_reference == reference) & order_item.c.state.in_(NOT_ORDERED_STATES)
    conn.execute(update(order_item).where(not_ordered).values(NO_CLAIMS))


def _give_up_people_changed(conn: Connection, reference: str) -> None:
    """Whose workplace was changed can be changed again; whose ended can have a new one when the carrier says so.

    An internal number that a workplace had before is nobody's any more; the account knows the one that it has.
    """
    done = (
        (order_item.c.order_reference == reference)
        & (order_item.c.action != Action.ADD)
        & (order_item.c.state == OrderState.COMPLETED)
    )
    changed = select(order_item.c.of_workplace).where(done)
    before = order_item.c.workplace_id.in_(changed) & (order_item.c.order_reference != reference)
    conn.execute(update(order_item).where(before).values(claim_internal_number=None))
    conn.execute(update(order_item).where(done).values(claim_employee=None, claim_identity=None))
