"""Sends approved orders, each once: `sending` is stored first, and an unknown outcome is asked for (promise 6)."""

from functools import partial

from sqlalchemy import Connection

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.patience import patiently
from trunkload.flows.stored import keep_answer
from trunkload.flows.wiring import House
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
from trunkload.storage import accounts, audit, imports, orders, plans
from trunkload.storage.database import reading, writing
from trunkload.storage.items import StoredItem, read_items

ORDERED_STATES = frozenset({ImportState.SUBMITTING, ImportState.DONE, ImportState.PARTLY_DONE})
UNSETTLED = frozenset({OrderState.SENDING, OrderState.UNKNOWN})
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
    patiently(house, partial(_send_waiting, house, import_id))


def _send_waiting(house: House, import_id: str) -> None:
    """First run and resume alike: every order that is not final, as it stands now."""
    portal = house.open_portal()
    with reading(house.ledger) as conn:
        waiting = orders.orders_not_final(conn, import_id)
    failures = [failed for order in waiting if (failed := _settle(house, portal, order)) is not None]
    if failures:
        # One that does not pass is told at once, whatever may help the others.
        raise next((failed for failed in failures if failed.permanent), failures[0])


def _settle(house: House, portal: Portal, order: plans.StoredOrder) -> PortalError | None:
    """Bring one order to the carrier, or say why it is not there."""
    try:
        if order.state in UNSETTLED:
            _adopt_or_reopen(house, portal, order.reference)
        if order.state in UNSETTLED | {OrderState.APPROVED}:
            _send(house, portal, order.reference)
    except PortalError as failed:
        return failed
    return None


def _adopt_or_reopen(house: House, portal: Portal, reference: str) -> None:
    """Sent, and no answer seen: ask for our reference before anything is sent again."""
    answer = portal.find_order(reference)
    if answer is not None:
        keep_answer(house, reference, answer)
        return
    with writing(house.ledger) as conn:
        orders.move_order(conn, reference, UNSETTLED, OrderState.APPROVED)


def _send(house: House, portal: Portal, reference: str) -> None:
    with writing(house.ledger) as conn:
        if not orders.move_order(conn, reference, {OrderState.APPROVED}, OrderState.SENDING, sent_at=house.clock()):
            return
        request = _request(conn, reference)
    try:
        answer = portal.place_order(request)
    except PortalError as failed:
        if _note_failure(house, reference, failed) is not OrderState.REJECTED:
            raise
        return
    keep_answer(house, reference, answer)


def _note_failure(house: House, reference: str, failed: PortalError) -> OrderState:
    """It may have arrived: unknown. The carrier does not want it: rejected. It did not arrive, but may: as before.

    A wrong address or key is ours to put right, so the order waits for that.
    """
    refused = failed.problem is PortalProblem.REFUSED and failed.permanent and not failed.sent
    state = OrderState.UNKNOWN if failed.sent else OrderState.REJECTED if refused else OrderState.APPROVED
    with writing(house.ledger) as conn:
        if refused:
            orders.save_answer(conn, reference, _refusal(conn, reference, failed.detail))
        else:
            orders.move_order(conn, reference, {OrderState.SENDING}, state)
        audit.note(
            conn, house.settings.user, FAILURE_DEEDS[state], None, reference=reference, problem=failed.problem.value
        )
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
