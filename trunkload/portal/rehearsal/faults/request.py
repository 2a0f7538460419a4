"""Knows what a request to the carrier is about: which kind it is of, and which order."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from trunkload.portal.profile_names import NUMBERS, ORDERS, PRODUCTS
from trunkload.portal.rehearsal.faults.script import At
from trunkload.portal.rehearsal.tables import product_order


@dataclass(frozen=True, slots=True)
class AskedOrder:
    """An order that is asked for or placed: `place` counts from 1 on, `id` is None as long as it is not placed."""

    place: int | None = None
    reference: str | None = None
    id: str | None = None


def kind_of(method: str, path: str) -> At | None:
    """None for what no fault is about but those of any request."""
    if method == "POST" and path == ORDERS:
        return At.PLACE
    if method != "GET":
        return None
    if path.startswith(f"{ORDERS}/"):
        return At.READ
    return At.FIND if path == ORDERS else At.INVENTORY if path.startswith((NUMBERS, PRODUCTS)) else None


def asked_order(
    connection: Connection, at: At | None, path: str, query: Mapping[str, str], content: bytes
) -> AskedOrder:
    """The order that the request is about, if it is about one."""
    if at is At.READ:
        return known_order(connection, path.rpartition("/")[2])
    reference = _reference(content) if at is At.PLACE else query.get("externalId") if at is At.FIND else None
    if reference is None:
        return AskedOrder()
    known = _known(connection, product_order.c.external_id == reference)
    if known is not None or at is At.FIND:
        return known or AskedOrder(reference=reference)
    placed = connection.scalar(select(func.count()).select_from(product_order)) or 0
    return AskedOrder(placed + 1, reference)


def known_order(connection: Connection, order_id: str) -> AskedOrder:
    """Nothing is known of one that was never placed."""
    return _known(connection, product_order.c.id == order_id) or AskedOrder()


def _known(connection: Connection, condition: object) -> AskedOrder | None:
    order = product_order.c
    found = connection.execute(select(order.id, order.external_id).where(condition)).first()  # type: ignore[arg-type]
    if found is None:
        return None
    length = func.length(order.id)
    before = or_(length < len(found.id), (length == len(found.id)) & (order.id <= found.id))
    place = connection.scalar(select(func.count()).select_from(product_order).where(before))
    return AskedOrder(place, found.external_id, found.id)


def _reference(content: bytes) -> str | None:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    reference = body.get("externalId") if isinstance(body, dict) else None
    return reference if isinstance(reference, str) else None
