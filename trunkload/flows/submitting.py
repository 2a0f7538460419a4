"""Sends approved orders, each once: `sending` is stored first, and an unknown outcome is asked for (promise 6)."""

from datetime import timedelta
from functools import partial
from http import HTTPStatus

from sqlalchemy import Connection

from trunkload.flows.answers import keep_answer
from trunkload.flows.concurrently import concurrently
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.patience import patiently
from trunkload.flows.wiring import House
from trunkload.flows.workers import at_work, is_gone
from trunkload.logs.context import about
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.orders.states import ImportState, OrderState
from trunkload.portal.protocol import (
    ItemAnswer,
    OrderAnswer,
    OrderRequest,
    Portal,
    PortalError,
    PortalProblem,
    WorkplaceItem,
)
from trunkload.storage import accounts, audit, imports, in_hand, orders
from trunkload.storage.database import reading, writing
from trunkload.storage.items import StoredItem, read_items
from trunkload.storage.ordered import StoredOrder

ORDERED_STATES = frozenset({ImportState.SUBMITTING, ImportState.DONE, ImportState.PARTLY_DONE})
UNSETTLED = frozenset({OrderState.SENDING, OrderState.UNKNOWN})
TO_SEND = UNSETTLED | {OrderState.APPROVED}
NOT_LOOKED_AT = frozenset(
    {
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.NOT_ACCEPTABLE,
        HTTPStatus.GONE,
        HTTPStatus.LENGTH_REQUIRED,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.MISDIRECTED_REQUEST,
        HTTPStatus.UPGRADE_REQUIRED,
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    }
)
"""Refusals of the request by whatever stands before the carrier: of the order they say nothing."""
FAILURE_DEEDS = {
    OrderState.UNKNOWN: audit.Deed.ORDER_UNKNOWN,
    OrderState.REJECTED: audit.Deed.ORDER_REJECTED,
    OrderState.APPROVED: audit.Deed.ORDER_NOT_SENT,
}


def send_orders(house: House, import_id: str) -> None:
    """Send every order that the carrier does not have yet; `sending` is stored before the first byte leaves.

    Raises Stopped where nobody approved the import (promise 4), whoever asks. Raises PortalError where an order could
    not be settled in `carrier.retry_seconds`; the others of the import are sent all the same.
    """
    with writing(house.ledger) as conn:
        started = imports.move_import(conn, import_id, {ImportState.APPROVED}, ImportState.SUBMITTING)
        if started:
            audit.note(conn, house.settings.user, audit.Deed.SUBMITTING, import_id)
        record = imports.find_import(conn, import_id)
        if record is None or record.state not in ORDERED_STATES:
            raise Stopped(StopCode.NOT_APPROVED, id=import_id)
    with at_work(house.workers) as worker:
        patiently(house, partial(_send_waiting, house, worker, import_id))


def _send_waiting(house: House, worker: str, import_id: str) -> None:
    """First run and resume alike: every order that is not final, as it stands now, some at the same time."""
    with reading(house.ledger) as conn:
        waiting = [order.reference for order in orders.orders_not_final(conn, import_id) if order.state in TO_SEND]
    settle = partial(_settle, house, house.open_portal(), worker)
    try:
        told = concurrently(house.settings.carrier.concurrency, settle, waiting)
    finally:
        with writing(house.ledger) as conn:
            in_hand.let_go(conn, worker)
    failures = [failed for failed in told if failed is not None]
    if failures:
        # One that does not pass is told at once, whatever may help the others.
        raise next((failed for failed in failures if failed.permanent), failures[0])


def _settle(house: House, portal: Portal, worker: str, reference: str) -> PortalError | None:
    """Bring one order to the carrier, or say why it is not there."""
    with about(order_reference=reference):
        return _settled(house, portal, worker, reference)


def _settled(house: House, portal: Portal, worker: str, reference: str) -> PortalError | None:
    try:
        taken, request = _begin(house, worker, reference)
        if taken.state in UNSETTLED:
            answer = portal.find_order(reference)
            if answer is not None:
                keep_answer(house, taken, answer)
                return None
            request = _begin_again(house, taken)
        if request is not None:
            _send(house, portal, taken, request)
    except PortalError as failed:
        return failed
    return None


def _begin(house: House, worker: str, reference: str) -> tuple[StoredOrder, OrderRequest | None]:
    """The order as it stood, in this worker's hand now, and what is to be sent where nothing of it was sent yet.

    Sent, and no answer seen: the carrier is asked for our reference before anything is sent again (promise 6).
    """
    until = house.clock() + timedelta(seconds=house.settings.carrier.takeover_seconds)
    with writing(house.ledger) as conn:
        hand = in_hand.Hand(worker, house.clock(), until)
        taken = in_hand.take_in_hand(conn, reference, hand, partial(is_gone, house.workers))
        if taken is None:
            raise PortalError(PortalProblem.IN_HAND, permanent=False, sent=False, detail=reference)
        request = _sending(house, conn, taken) if taken.state is OrderState.APPROVED else None
    if taken.state in UNSETTLED:
        tell(Event.ORDER_TAKEN_OVER, order__state=taken.state)
    return taken, request


def _begin_again(house: House, taken: StoredOrder) -> OrderRequest | None:
    with writing(house.ledger) as conn:
        return _sending(house, conn, taken)


def _sending(house: House, conn: Connection, taken: StoredOrder) -> OrderRequest | None:
    """What is to be sent; None where somebody else took the order in hand meanwhile."""
    sent_at = house.clock()
    if orders.move_order(conn, taken.reference, TO_SEND, OrderState.SENDING, fence=taken.fence, sent_at=sent_at):
        return _request(conn, taken.reference)
    return None


def _send(house: House, portal: Portal, taken: StoredOrder, request: OrderRequest) -> None:
    tell(Event.ORDER_SENDING, order__items=len(request.items))
    try:
        answer = portal.place_order(request)
    except PortalError as failed:
        if _note_failure(house, taken, failed) is not OrderState.REJECTED:
            raise
        return
    keep_answer(house, taken, answer)


def _note_failure(house: House, taken: StoredOrder, failed: PortalError) -> OrderState:
    """It may have arrived: unknown. The carrier does not want it: rejected. It did not arrive, but may: as before.

    A wrong address or key is ours to put right, so the order waits for that.
    """
    looked_at = failed.problem is PortalProblem.REFUSED and failed.status not in NOT_LOOKED_AT
    refused = looked_at and failed.permanent and not failed.sent
    state = OrderState.UNKNOWN if failed.sent else OrderState.REJECTED if refused else OrderState.APPROVED
    reference = taken.reference
    with writing(house.ledger) as conn:
        if refused:
            orders.save_answer(conn, reference, _refusal(conn, reference, failed.detail), fence=taken.fence)
        else:
            orders.move_order(conn, reference, {OrderState.SENDING}, state, fence=taken.fence)
        audit.note(
            conn, house.settings.user, FAILURE_DEEDS[state], None, reference=reference, problem=failed.problem.value
        )
    tell(Event.ORDER_NOT_SENT, order__state=state, problem=failed.problem, permanent=failed.permanent)
    return state


def _refusal(conn: Connection, reference: str, reason: str) -> OrderAnswer:
    """The carrier made no order of it; every row is told why."""
    items = [ItemAnswer(str(one.row), OrderState.REJECTED, reason=reason) for one in read_items(conn, reference)]
    return OrderAnswer(carrier_id="", reference=reference, state=OrderState.REJECTED, items=tuple(items))


def _request(conn: Connection, reference: str) -> OrderRequest:
    order = orders.find_order(conn, reference)
    customer_id = accounts.customer_id(conn)
    if order is None or customer_id is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    record = imports.find_import(conn, order.import_id)
    return OrderRequest(
        reference=reference,
        customer_id=customer_id,
        submitter="" if record is None else record.approved_by or record.uploaded_by,
        trunk=order.trunk,
        start_date=order.start_date,
        plan_digest="" if record is None else record.digest or "",
        items=tuple(_item(item) for item in read_items(conn, reference)),
    )


def _item(item: StoredItem) -> WorkplaceItem:
    names = (name for name in WorkplaceItem.__dataclass_fields__ if name != "id")
    return WorkplaceItem(id=str(item.row), **{name: getattr(item, name) for name in names})
