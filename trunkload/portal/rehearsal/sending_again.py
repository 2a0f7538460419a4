"""Knows how a workplace gets credentials again: a new first password, which ends the one before, and new messages."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from sqlalchemy import Connection, Engine, RowMapping, insert, select, update

from trunkload.portal.json_shape import Json, as_object, object_at, objects_at
from trunkload.portal.profile_names import CredentialsCode
from trunkload.portal.rehearsal.database import next_ids
from trunkload.portal.rehearsal.delivery import CredentialDelivery, Credentials
from trunkload.portal.rehearsal.handing_over import forget_handover
from trunkload.portal.rehearsal.login_tables import credentials_again
from trunkload.portal.rehearsal.logins import forget_login
from trunkload.portal.rehearsal.order_store import FINAL_STATES
from trunkload.portal.rehearsal.passwords import hash_password, make_password
from trunkload.portal.rehearsal.refusal import CarrierRefusal
from trunkload.portal.rehearsal.tables import order_item, product_order, workplace

MOST_A_DAY = 3
DAY = timedelta(days=1)


def send_again(engine: Engine, workplace_id: str, deliver: CredentialDelivery, now: Callable[[], datetime]) -> None:
    """Commits when the messages are handed over, so nobody is left with a password that nobody told.

    Raises CarrierRefusal: no such workplace, an order about it under way, or sent three times within 24 hours.
    """
    with engine.begin() as connection:
        # A write first: of two that ask at once, the second waits here and then counts the first one.
        next_ids(connection, "workplace", 0)
        found = connection.execute(select(workplace).where(workplace.c.id == workplace_id)).mappings().first()
        if found is None:
            reason = f"no workplace has the id {workplace_id}"
            raise CarrierRefusal(HTTPStatus.NOT_FOUND, CredentialsCode.WORKPLACE_UNKNOWN, reason)
        _refuse_while_ordered(connection, found)
        count = _count(connection, workplace_id, now())
        password = make_password()
        new = update(workplace).where(workplace.c.id == workplace_id).values(password_hash=hash_password(password))
        connection.execute(new)
        forget_login(connection, workplace_id, found["username"])
        forget_handover(connection, workplace_id)
        deliver.deliver(_credentials(found, _ordered_as(connection, workplace_id), password, count))


def _refuse_while_ordered(connection: Connection, found: RowMapping) -> None:
    """An order that changes or ends the workplace may change where its credentials go."""
    open_orders = select(product_order.c.id, product_order.c.body).where(
        product_order.c.customer_id == found["customer_id"], product_order.c.state.not_in(FINAL_STATES)
    )
    for order_id, body in connection.execute(open_orders):
        if found["id"] in _named_in(as_object(json.loads(body))):
            reason = f"the order {order_id} about this workplace is under way"
            raise CarrierRefusal(HTTPStatus.CONFLICT, CredentialsCode.ORDER_UNDER_WAY, reason)


def _named_in(body: Json) -> set[object]:
    return {object_at(item, "product").get("id") for item in objects_at(body, "productOrderItem")}


def _count(connection: Connection, workplace_id: str, now: datetime) -> int:
    """Which time it is, written down; at most MOST_A_DAY within any 24 hours."""
    sent = select(credentials_again.c.at).where(credentials_again.c.workplace_id == workplace_id)
    times = list(connection.scalars(sent.order_by(credentials_again.c.count)))
    at = int(now.timestamp())
    lately = [one for one in times if one > at - DAY.total_seconds()]
    if len(lately) >= MOST_A_DAY:
        again = datetime.fromtimestamp(lately[-MOST_A_DAY], UTC) + DAY
        wait = {"Retry-After": str(int(again.timestamp()) - at)}
        reason = f"sent {MOST_A_DAY} times within a day; possible again from {again:%Y-%m-%dT%H:%M:%SZ} on"
        raise CarrierRefusal(HTTPStatus.TOO_MANY_REQUESTS, CredentialsCode.LIMIT, reason, headers=wait)
    count = len(times) + 1
    connection.execute(insert(credentials_again).values(workplace_id=workplace_id, count=count, at=at))
    return count


def _ordered_as(connection: Connection, workplace_id: str) -> tuple[str, str]:
    """The order's reference and item by which it was set up; for one that was never ordered here, names of its own."""
    query = (
        select(product_order.c.external_id, order_item.c.item_id)
        .join(product_order)
        .where(order_item.c.workplace_id == workplace_id, order_item.c.state == "completed")
        .order_by(product_order.c.ended_at, product_order.c.id)
    )
    row = connection.execute(query).first()
    return ("account", workplace_id) if row is None else (row[0], row[1])


def _credentials(found: RowMapping, ordered_as: tuple[str, str], password: str, count: int) -> Credentials:
    return Credentials(
        workplace_id=found["id"],
        order_reference=ordered_as[0],
        item_id=ordered_as[1],
        given_name=found["given_name"],
        family_name=found["family_name"],
        username=found["username"],
        email=found["email"],
        mobile=found["mobile"],
        password_channel=found["password_channel"],
        password=password,
        number=found["number"],
        internal_number=found["internal_number"],
        package=found["package"],
        again=count,
    )
