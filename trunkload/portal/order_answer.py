"""Knows how to read the carrier's record of an order: TMF622 v4 ProductOrder → OrderAnswer."""

from trunkload.orders.states import OrderState
from trunkload.portal.json_shape import Json, ShapeError, objects_at, optional_text, text_at
from trunkload.portal.profile_names import PLAN_NOTE
from trunkload.portal.protocol import ItemAnswer, OrderAnswer

_OURS = (OrderState.DRAFT, OrderState.APPROVED, OrderState.SENDING, OrderState.UNKNOWN)
_ORDER_STATES: dict[str, OrderState] = {state.value: state for state in OrderState if state not in _OURS} | {
    # On the way to `cancelled`, or back (README 2.3): still the carrier's turn, so it is followed like any pending one.
    "assessingCancellation": OrderState.PENDING,
    "pendingCancellation": OrderState.PENDING,
}
_ITEM_STATES: dict[str, OrderState] = {
    name: state for name, state in _ORDER_STATES.items() if state is not OrderState.PARTIAL
}


def order_answer(order: Json) -> OrderAnswer:
    """The receipt; raises ShapeError where the record or one of its states is none of TMF622 v4."""
    failures = _failures(order)
    return OrderAnswer(
        carrier_id=text_at(order, "id"),
        reference=text_at(order, "externalId"),
        state=_state(order, _ORDER_STATES, ""),
        items=tuple(
            _item(item, failures, f"/productOrderItem/{place}")
            for place, item in enumerate(objects_at(order, "productOrderItem"))
        ),
        plan_digest=_plan_digest(order),
    )


def _plan_digest(order: Json) -> str | None:
    """From the note that we put on every order; a carrier may have added notes of its own, or keep none."""
    texts = (optional_text(note, "text", "/note") or "" for note in objects_at(order, "note"))
    return next((text.removeprefix(PLAN_NOTE).strip() for text in texts if text.startswith(PLAN_NOTE)), None)


def _item(item: Json, failures: dict[str, tuple[str, str]], path: str) -> ItemAnswer:
    item_id = text_at(item, "id", path)
    product = item.get("product")
    code, reason = failures.get(item_id, (None, None))
    return ItemAnswer(
        id=item_id,
        state=_state(item, _ITEM_STATES, path),
        workplace_id=optional_text(product, "id", f"{path}/product") if isinstance(product, dict) else None,
        code=code,
        reason=reason,
    )


def _state(source: Json, known: dict[str, OrderState], path: str) -> OrderState:
    word = text_at(source, "state", path)
    if word not in known:
        raise ShapeError(f"{path}/state", "state of TMF622 v4")
    return known[word]


def _failures(order: Json) -> dict[str, tuple[str, str]]:
    """Item id → code and reason, from the `productOrderErrorMessage` that v5 has and our profile adds to v4."""
    return {
        text_at(item, "productOrderItemId"): (text_at(message, "code"), text_at(message, "reason"))
        for message in objects_at(order, "productOrderErrorMessage")
        for item in objects_at(message, "productOrderItem")
    }
