"""Knows how workplaces that stand change and end: what they give back is free again, what they take is theirs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, update

from trunkload.portal.rehearsal.activation import Facts
from trunkload.portal.rehearsal.logins import forget_login
from trunkload.portal.rehearsal.tables import contingent, number, workplace
from trunkload.portal.rehearsal.wish import End, Wish

Row = dict[str, object]


def columns_of(wish: Wish) -> Row:
    """The columns of the workplace that a wish says."""
    return {name: value for name, value in asdict(wish).items() if name not in {"item_id", "workplace_id"}}


def change_workplaces(connection: Connection, customer_id: str, wishes: Sequence[Wish], facts: Facts) -> None:
    """The term of a package begins with it; a number that is given up is free again (R-01)."""
    used: Counter[str] = Counter()
    for wish in wishes:
        own = facts.standing[str(wish.workplace_id)]
        columns = columns_of(wish)
        if wish.package != own.package:
            columns["package_since"] = facts.day
            used.update({wish.package: 1})
            used.subtract({own.package: 1})
        connection.execute(update(workplace).where(workplace.c.id == wish.workplace_id).values(columns))
        if wish.number != own.number:
            _give_back(connection, own.number)
            taken = update(number).where(number.c.e164 == wish.number)
            connection.execute(taken.values(state="assigned", holder=wish.workplace_id))
    use_contingents(connection, customer_id, used)


def end_workplaces(connection: Connection, customer_id: str, ends: Sequence[End], facts: Facts) -> None:
    """Nothing is left of a workplace that ended but its number, which is free again (R-01): how long it rests is the
    customer's affair."""
    used: Counter[str] = Counter()
    for end in ends:
        own = facts.standing[end.workplace_id]
        connection.execute(delete(workplace).where(workplace.c.id == end.workplace_id))
        forget_login(connection, end.workplace_id)
        _give_back(connection, own.number)
        used.subtract({"workplace": 1, own.package: 1})
    use_contingents(connection, customer_id, used)


def use_contingents(connection: Connection, customer_id: str, used: Mapping[str, int]) -> None:
    """`used` by name, below zero for what is given back; what is not counted has no row."""
    for name, count in used.items():
        of_customer = (contingent.c.customer_id == customer_id) & (contingent.c.name == name)
        connection.execute(update(contingent).where(of_customer).values(used=contingent.c.used + count))


def _give_back(connection: Connection, e164: str) -> None:
    connection.execute(update(number).where(number.c.e164 == e164).values(state="free", holder=None))
