"""Knows how the rehearsal carrier shows an order: its record → TMF622 v4 ProductOrder."""

from collections.abc import Mapping

from sqlalchemy import Connection

from trunkload.portal.json_shape import Json, objects_at, text_at
from trunkload.portal.profile_names import ORDERS
from trunkload.portal.rehearsal.inventory import Listing
from trunkload.portal.rehearsal.order_store import ItemRecord, OrderRecord, count_orders, read_orders
from trunkload.portal.rehearsal.page import Page

_FILTERS = {
    "id": "id",
    "externalId": "external_id",
    "state": "state",
    "orderDate": "ordered_at",
    "relatedParty.id": "customer_id",
}
"""What the list of orders can be asked for, and the column that holds it."""


def order_view(order: OrderRecord) -> Json:
    """What was sent, with what became of it; v5's `productOrderErrorMessage` says why an item failed."""
    items = objects_at(order.body, "productOrderItem")
    view: Json = {
        **order.body,
        "id": order.id,
        "href": f"{ORDERS}/{order.id}",
        "orderDate": order.ordered_at,
        "state": order.state,
        "productOrderItem": [_item_view(item, order.items[text_at(item, "id")]) for item in items],
    }
    if order.cancellation_reason is not None:
        view |= {"cancellationReason": order.cancellation_reason, "cancellationDate": order.ended_at}
    elif order.ended_at is not None:
        view["completionDate"] = order.ended_at
    failures = [_failure_view(order, item) for item in order.items.values() if item.state == "failed"]
    return view | {"productOrderErrorMessage": failures} if failures else view


def list_orders(connection: Connection, query: Mapping[str, str], page: Page) -> Listing:
    """Oldest first."""
    filters = {column: query[name] for name, column in _FILTERS.items() if name in query}
    orders = read_orders(connection, filters, page.offset, page.limit)
    return Listing([order_view(order) for order in orders], count_orders(connection, filters))


def _item_view(item: Json, record: ItemRecord) -> Json:
    if record.workplace_id is None:
        return {**item, "state": record.state}
    product = item["product"]
    known = product if isinstance(product, dict) else {}
    return {**item, "state": record.state, "product": {**known, "id": record.workplace_id}}


def _failure_view(order: OrderRecord, item: ItemRecord) -> Json:
    return {
        "@type": "ProductOrderErrorMessage",
        "code": item.code,
        "reason": item.reason,
        "timestamp": order.ended_at,
        "productOrderItem": [
            {"@type": "ProductOrderItemRef", "productOrderId": order.id, "productOrderItemId": item.item_id}
        ],
    }
