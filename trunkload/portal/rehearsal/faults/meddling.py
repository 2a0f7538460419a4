"""Knows what colleagues and clerks do at the carrier while an order waits there, so that an item of it fails."""

from datetime import date

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_unless

from trunkload.portal.rehearsal.changing import use_contingents
from trunkload.portal.rehearsal.database import next_ids
from trunkload.portal.rehearsal.faults.script import Fault, FaultKind
from trunkload.portal.rehearsal.tables import customer, number, order_item, workplace
from trunkload.portal.rehearsal.wish import OrderWish, Wish

STRANGER = {"id": "beispiel-ag", "name": "Beispiel AG", "currency": "EUR", "sample_prices": True}
"""The other customer of this carrier; its numbers are of the block that is reserved for fiction (N-11)."""

_STRANGERS_TRUNK = "FRANKFURT-1"
_STRANGERS_NUMBERS = tuple(f"+496990009{last:03}" for last in range(1000))
_INTERNAL_LENGTH = 6


def meddle(connection: Connection, fault: Fault, order_id: str, order: OrderWish, day: date) -> None:
    """Bring about what lets the order's items fail at activation; in the carrier's own words, as it would for real."""
    if fault.kind is FaultKind.PARTIAL:
        half = max(1, len(order.item_ids) // 2)
        _refuse(connection, fault, order_id, order.item_ids[:half])
    elif fault.kind is FaultKind.REJECT_ITEM:
        _refuse(connection, fault, order_id, order.item_ids[fault.item - 1 : fault.item])
    else:
        wish = _wish(fault, order)
        take = _take_number if fault.kind is FaultKind.NUMBER_TAKEN else _take_username
        if wish is not None:
            take(connection, order.customer_id, wish, day)


def can_meddle(connection: Connection, fault: Fault, order: OrderWish) -> bool:
    """Whether the order has such an item, and what it wants is still there to be taken."""
    if fault.kind in {FaultKind.PARTIAL, FaultKind.REJECT_ITEM}:
        return fault.item <= len(order.item_ids)
    wish = _wish(fault, order)
    if wish is None:
        return False
    if fault.kind is FaultKind.NUMBER_TAKEN:
        return connection.scalar(select(number.c.state).where(number.c.e164 == wish.number)) == "free"
    return connection.scalar(select(workplace.c.id).where(workplace.c.username == wish.username)) is None


def _wish(fault: Fault, order: OrderWish) -> Wish | None:
    """The item that is meant, if it is one that wants a number and a username."""
    named = order.item_ids[fault.item - 1 : fault.item]
    return next((one for one in order.wishes if one.item_id in named), None)


def _refuse(connection: Connection, fault: Fault, order_id: str, items: tuple[str, ...]) -> None:
    meant = (order_item.c.order_id == order_id) & order_item.c.item_id.in_(items)
    connection.execute(update(order_item).where(meant).values(code=fault.code, reason=fault.reason))


def _take_number(connection: Connection, customer_id: str, wish: Wish, day: date) -> None:
    """A colleague sets up a workplace in the portal."""
    count = next_ids(connection, "workplace")[0]
    own: dict[str, object] = {"id": f"wp-{count}", "customer_id": customer_id}
    own |= {"trunk": wish.trunk, "number": wish.number}
    known = select(workplace.c.internal_number).where(workplace.c.customer_id == customer_id)
    taken = {*connection.scalars(known), wish.internal_number}
    free = (f"{at:0{_INTERNAL_LENGTH}}" for at in range(999_999, 0, -1))
    own["internal_number"] = next(one for one in free if one not in taken)
    _insert(connection, own | {"username": f"robin.beispiel-{count}"}, day)
    use_contingents(connection, customer_id, {"workplace": 1})


def _take_username(connection: Connection, _customer_id: str, wish: Wish, day: date) -> None:
    """Login names are unique over all customers of the carrier, and one of them was quicker."""
    connection.execute(insert_unless(customer).values(STRANGER).on_conflict_do_nothing())
    there = set(connection.scalars(select(number.c.e164).where(number.c.e164.in_(_STRANGERS_NUMBERS))))
    e164 = next(one for one in _STRANGERS_NUMBERS if one not in there)
    owned = {"customer_id": STRANGER["id"], "trunk": _STRANGERS_TRUNK}
    connection.execute(insert(number).values(e164=e164, block="", extension="", state="free", **owned))
    count = next_ids(connection, "workplace")[0]
    own = {"id": f"wp-{count}", "number": e164, "internal_number": e164[-_INTERNAL_LENGTH:], "username": wish.username}
    _insert(connection, {**owned, **own}, day)


def _insert(connection: Connection, own: dict[str, object], day: date) -> None:
    """A workplace of Robin Beispiel's, who is nobody."""
    person = {"given_name": "Robin", "family_name": "Beispiel", "email": "robin.beispiel@example.org"}
    since = {"package_since": day.isoformat(), "activated_on": day.isoformat()}
    rest = {"password_channel": "email", "package": "none"}
    connection.execute(insert(workplace).values({**own, **person, **since, **rest}))
    taken = update(number).where(number.c.e164 == own["number"])
    connection.execute(taken.values(state="assigned", holder=own["id"]))
