"""Knows how an order is cancelled at the rehearsal carrier: a task of its own, which is over at once either way."""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select

from trunkload.portal.json_shape import Json, as_object, object_at, optional_text, text_at
from trunkload.portal.profile_names import CANCELLATIONS, ORDERS
from trunkload.portal.rehearsal.database import next_ids
from trunkload.portal.rehearsal.events import note_change
from trunkload.portal.rehearsal.inventory import Listing
from trunkload.portal.rehearsal.official_form import official_issues
from trunkload.portal.rehearsal.order_store import read_order, set_item_states, set_state
from trunkload.portal.rehearsal.page import Page
from trunkload.portal.rehearsal.refusal import CarrierRefusal
from trunkload.portal.rehearsal.tables import cancellation

_NOTHING_BEGUN = frozenset({"acknowledged", "pending"})


def cancel(engine: Engine, sent: object, now: datetime) -> RowMapping:
    """The task: done where the order is cancelled, which is possible as long as nothing of it has begun."""
    order_id, reason = _asked(sent)
    at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with engine.begin() as connection:
        task_id = f"cancel-{next_ids(connection, 'cancellation')[0]}"
        order = read_order(connection, order_id)
        if order is None:
            raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "REFERENCE_NOT_FOUND", f"no order has the id {order_id}")
        if order.state in _NOTHING_BEGUN:
            set_state(connection, order_id, "cancelled", ended_at=at, cancellation_reason=reason)
            set_item_states(connection, order_id, "cancelled")
            note_change(connection, order_id, now)
        done = order.state in _NOTHING_BEGUN | {"cancelled"}
        row = {"id": task_id, "order_id": order_id, "reason": reason, "asked_at": at}
        connection.execute(insert(cancellation).values(**row, state="done" if done else "terminatedWithError"))
        return read_cancellation(connection, task_id)


def _asked(sent: object) -> tuple[str, str]:
    issues = tuple(official_issues(sent, "cancellation"))
    if issues:
        raise CarrierRefusal(HTTPStatus.BAD_REQUEST, "VALUE_FORM", "no cancellation of TMF622", issues)
    task = as_object(sent)
    return text_at(object_at(task, "productOrder"), "id"), optional_text(task, "cancellationReason") or ""


def read_cancellation(connection: Connection, task_id: str) -> RowMapping:
    found = connection.execute(select(cancellation).where(cancellation.c.id == task_id)).mappings().first()
    if found is None:
        raise CarrierRefusal(HTTPStatus.NOT_FOUND, "CANCELLATION_UNKNOWN", "no cancellation has this id")
    return found


def list_cancellations(connection: Connection, query: Mapping[str, str], page: Page) -> Listing:
    """Oldest first."""
    chosen = select(cancellation).filter_by(**{name: query[name] for name in ("id", "state") if name in query})
    total = connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    ordered = chosen.order_by(cancellation.c.asked_at, func.length(cancellation.c.id), cancellation.c.id)
    rows = connection.execute(ordered.offset(page.offset).limit(page.limit)).mappings()
    return Listing([cancellation_view(row) for row in rows], total)


def cancellation_view(task: RowMapping) -> Json:
    """Its row → TMF622 v4 CancelProductOrder."""
    order_id = task["order_id"]
    return {
        "@type": "CancelProductOrder",
        "id": task["id"],
        "href": f"{CANCELLATIONS}/{task['id']}",
        "cancellationReason": task["reason"],
        "effectiveCancellationDate": task["asked_at"],
        "productOrder": {"id": order_id, "href": f"{ORDERS}/{order_id}", "@referredType": "ProductOrder"},
        "state": task["state"],
    }
