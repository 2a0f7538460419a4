"""Knows how the rehearsal carrier shows an order: its record → TMF622 v4 ProductOrder."""

from trunkload.portal.json_shape import Json, objects_at, text_at
from trunkload.portal.profile_names import CANCELLATIONS, ORDERS
from trunkload.portal.rehearsal.order_store import ItemRecord, OrderRecord


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


def cancellation_view(order: OrderRecord, reason: str, *, cancelled: bool) -> Json:
    """The task of a cancellation; it is over at once, one way or the other."""
    return {
        "@type": "CancelProductOrder",
        "id": f"cancel-{order.id}",
        "href": f"{CANCELLATIONS}/cancel-{order.id}",
        "cancellationReason": reason,
        "productOrder": {"id": order.id, "href": f"{ORDERS}/{order.id}", "@referredType": "ProductOrder"},
        "state": "done" if cancelled else "terminatedWithError",
    }


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
