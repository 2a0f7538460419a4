"""Knows which events a change of an order makes: one for each subscription, kept until it is told."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from trunkload.portal.json_shape import Json
from trunkload.portal.rehearsal.order_store import OrderRecord, read_order
from trunkload.portal.rehearsal.order_view import order_view
from trunkload.portal.rehearsal.tables import event, listener

STATE_CHANGE = "ProductOrderStateChangeEvent"


def note_change(connection: Connection, order_id: str, now: datetime) -> None:
    """To be called in the transaction of the change, as its last act: the event is as true as the change."""
    listeners = connection.execute(select(listener.c.id, listener.c.query)).all()
    wanted = [listener_id for listener_id, query in listeners if _wants(query)]
    order = read_order(connection, order_id) if wanted else None
    if order is None:
        return
    told = json.dumps(_envelope(order, now.astimezone(UTC)), ensure_ascii=False)
    row = {"order_id": order_id, "state": order.state, "body": told, "tries": 0, "is_told": False}
    connection.execute(insert(event), [{**row, "listener_id": one} for one in wanted])


def _wants(query: str | None) -> bool:
    """A subscription may name the types of events that it wants; other words in it are not understood."""
    kinds = parse_qs(query or "").get("eventType")
    return kinds is None or any(STATE_CHANGE in kind.split(",") for kind in kinds)


def _envelope(order: OrderRecord, now: datetime) -> Json:
    """TMF622 v4, with its misspelt `timeOcurred`."""
    moment = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "eventId": str(uuid4()),
        "eventTime": moment,
        "eventType": STATE_CHANGE,
        "correlationId": str(order.body.get("externalId", "")),
        "domain": "productOrdering",
        "title": STATE_CHANGE,
        "description": f"{order.id} is {order.state}",
        "timeOcurred": moment,
        "event": {"productOrder": order_view(order)},
    }
