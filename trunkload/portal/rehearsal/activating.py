"""Knows how an order is carried out: one transaction with workplaces, numbers and contingents."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection, bindparam, insert, select, update

from trunkload.portal.rehearsal.activation import Facts, NumberFacts, Outcome, counted, decide, decide_ends
from trunkload.portal.rehearsal.changing import change_workplaces, columns_of, end_workplaces, use_contingents
from trunkload.portal.rehearsal.database import next_ids
from trunkload.portal.rehearsal.handing_over import Due
from trunkload.portal.rehearsal.standing import Standing
from trunkload.portal.rehearsal.tables import contingent, number, order_item, workplace
from trunkload.portal.rehearsal.wish import End, OrderWish, Wish

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class _New:
    """A workplace that comes to life."""

    wish: Wish
    id: str


def activate(connection: Connection, order_id: str, order: OrderWish, day: str) -> tuple[str, list[Due]]:
    """The order's final state, and whose login data are to be sent. `day`: ISO date of today."""
    start = max(day, order.start_day or day)
    facts = _facts(connection, order_id, order, start)
    outcomes = (*decide(order.wishes, facts), *decide_ends(order.ends, facts))
    done = [one.wish for one in outcomes if one.code is None]
    added = [one for one in done if isinstance(one, Wish) and one.workplace_id is None]
    ids = next_ids(connection, "workplace", len(added))
    new = [_New(wish, f"wp-{count}") for wish, count in zip(added, ids, strict=True)]
    if new:
        _set_up(connection, order, new, start)
    changed = [one for one in done if isinstance(one, Wish) and one.workplace_id is not None]
    change_workplaces(connection, order.customer_id, changed, facts)
    end_workplaces(connection, order.customer_id, [one for one in done if isinstance(one, End)], facts)
    _note_outcomes(connection, order_id, outcomes, {one.wish.item_id: one.id for one in new})
    return _final_state(len(done), len(outcomes)), [Due(one.id, order.external_id, one.wish.item_id) for one in new]


def _final_state(done: int, ordered: int) -> str:
    if done == ordered:
        return "completed"
    return "partial" if done else "failed"


def _facts(connection: Connection, order_id: str, order: OrderWish, day: str) -> Facts:
    """Set-based: six questions, however many items."""
    wishes, own = order.wishes, order.customer_id
    numbers = select(number.c.e164, number.c.trunk, number.c.state).where(
        number.c.customer_id == own, number.c.e164.in_([wish.number for wish in wishes])
    )
    # Over all customers: a username is the name of a login (section 1.3 of the domain's rules).
    usernames = select(workplace.c.username).where(workplace.c.username.in_([wish.username for wish in wishes]))
    internal = select(workplace.c.internal_number).where(
        workplace.c.customer_id == own, workplace.c.internal_number.in_([wish.internal_number for wish in wishes])
    )
    left = select(contingent.c.name, contingent.c.booked - contingent.c.used).where(contingent.c.customer_id == own)
    named = {*(one.workplace_id for one in wishes if one.workplace_id), *(one.workplace_id for one in order.ends)}
    there = select(workplace.c.id, *(workplace.c[one.name] for one in fields(Standing))).where(
        workplace.c.customer_id == own, workplace.c.id.in_(named)
    )
    decided = select(order_item.c.item_id, order_item.c.code, order_item.c.reason).where(
        order_item.c.order_id == order_id, order_item.c.code.is_not(None)
    )
    return Facts(
        numbers={e164: NumberFacts(trunk, state) for e164, trunk, state in connection.execute(numbers)},
        usernames=frozenset(connection.scalars(usernames)),
        internal_numbers=frozenset(connection.scalars(internal)),
        left={name: rest for name, rest in connection.execute(left)},  # noqa: C416 - dict() would lose the types
        standing={row[0]: Standing(*row[1:]) for row in connection.execute(there)},
        day=day,
        refused={item_id: (code, reason) for item_id, code, reason in connection.execute(decided)},
    )


def _set_up(connection: Connection, order: OrderWish, new: Sequence[_New], start: str) -> None:
    """The workplaces, their numbers, and the contingents they use; `start` is the day from which the term counts."""
    connection.execute(insert(workplace), [_workplace_row(order, one, start) for one in new])
    taken = update(number).where(number.c.e164 == bindparam("wanted"))
    holders: list[Row] = [{"wanted": one.wish.number, "owner": one.id} for one in new]
    connection.execute(taken.values(state="assigned", holder=bindparam("owner")), holders)
    use_contingents(connection, order.customer_id, Counter(name for one in new for name in counted(one.wish)))


def _workplace_row(order: OrderWish, new: _New, start: str) -> Row:
    columns = columns_of(new.wish)
    own = {"id": new.id, "customer_id": order.customer_id}
    return columns | own | {"package_since": start, "activated_on": start}


def _note_outcomes(connection: Connection, order_id: str, outcomes: Sequence[Outcome], new: Mapping[str, str]) -> None:
    """`new`: the ids of new workplaces by item."""
    rows: list[Row] = [
        {
            "item": one.wish.item_id,
            "state": "completed" if one.code is None else "failed",
            "workplace_id": new.get(one.wish.item_id, one.wish.workplace_id),
            "code": one.code,
            "reason": one.reason,
        }
        for one in outcomes
    ]
    item = (order_item.c.order_id == order_id) & (order_item.c.item_id == bindparam("item"))
    columns: dict[str, object] = {name: bindparam(name) for name in ("state", "workplace_id", "code", "reason")}
    connection.execute(update(order_item).where(item).values(columns), rows)
