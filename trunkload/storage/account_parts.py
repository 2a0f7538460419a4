"""Knows the part of the account that tells of some of its numbers and workplaces as the whole account would."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Text, and_, bindparam, func, select, text

from trunkload.inventory.account import KEPT_COLUMNS, NUMBER_COLUMNS, WORKPLACE_COLUMNS, Account, text_frame
from trunkload.inventory.allocation.stock import LAST_DIGITS
from trunkload.storage import account_queries as queries
from trunkload.storage.account_reading import parts_told
from trunkload.storage.account_tables import number, workplace
from trunkload.storage.among import among
from trunkload.storage.frames import Rows, frame_of, rows_of
from trunkload.storage.moments import present
from trunkload.storage.order_tables import order_item

BEHIND = "9" * 15
"""Digits that no longer number comes after, in any order of text."""

NUMBERS_NAMED = f"{queries.NUMBERS} WHERE e164 IN :keys"
ACTIVE_NAMED = f"{queries.ACTIVE_WORKPLACES} WHERE workplace.id IN :keys"
PLANNED_ON = f"{queries.PLANNED_WORKPLACES} AND order_item.claim_number IN :keys"
PLANNED_BY = f"{queries.PLANNED_WORKPLACES} AND order_item.order_reference IN :keys"
KEPT_NAMED = f"{queries.KEPT_NUMBERS} AND kept_number.e164 IN :keys"
KEPT_FOR = f"{queries.KEPT_NUMBERS} AND kept_number.import_id = :import_id"
NUMBERS_ORDERED = f"""
{queries.NUMBERS} WHERE e164 IN (
    SELECT order_item.number FROM order_item
    JOIN product_order ON product_order.reference = order_item.order_reference
    WHERE product_order.import_id = :import_id
    UNION ALL SELECT kept_number.e164 FROM kept_number WHERE kept_number.import_id = :import_id
)
"""  # noqa: S608 - put together of our own texts, like those below
CHANGING = f"""
{queries.ACTIVE_WORKPLACES} WHERE workplace.id IN (
    SELECT order_item.of_workplace FROM order_item WHERE order_item.of_workplace IS NOT NULL
)
"""  # noqa: S608
CHANGING_PACKAGE = f"SELECT * FROM ({CHANGING}) AS told WHERE planned_package IS NOT NULL"  # noqa: S608


def account_of_numbers(conn: Connection, named: Sequence[str], at: datetime) -> Account | None:
    """The account with these numbers only, whoever has them or is planned for them, and all that stands in the way of
    giving them: numbers and internal numbers that begin like them, or that they begin like. None before the first
    snapshot."""
    parts = parts_told(partial(_ask, conn, at))
    if parts is None:
        return None
    numbers = _frame(conn, NUMBERS_NAMED, [*named, *_numbers_in_the_way(conn, named)], at, "number")
    own = numbers.loc[numbers.index.isin(named)]
    inside = [str(one) for one in own["extension"].fillna(own.index.to_series().str[-LAST_DIGITS:])]
    holders = [str(one) for one in own["holder"].dropna()]
    kinds = (
        _workplaces(conn, ACTIVE_NAMED, [*holders, *_workplaces_inside(conn, inside)], at),
        _workplaces(conn, PLANNED_ON, [*named, *_planned_inside(conn, inside)], at),
    )
    return replace(
        parts,
        numbers=numbers[list(NUMBER_COLUMNS)],
        workplaces=pd.concat(kinds),
        kept=_frame(conn, KEPT_NAMED, named, at, "number")[list(KEPT_COLUMNS)],
    )


def account_of_workplaces(conn: Connection, named: Sequence[str], at: datetime) -> Account | None:
    """The account with these workplaces only, and their numbers. None before the first snapshot."""
    parts = parts_told(partial(_ask, conn, at))
    if parts is None:
        return None
    # A planned one is named by its order and its row; only the order is asked for, which has an index.
    orders = [order for one in named if (order := one.rpartition("/")[0])]
    planned = _workplaces(conn, PLANNED_BY, orders, at)
    people = pd.concat([_workplaces(conn, ACTIVE_NAMED, named, at), planned[planned.index.isin(named)]])
    numbers = _frame(conn, NUMBERS_NAMED, [str(one) for one in people["number"].dropna()], at, "number")
    return replace(parts, numbers=numbers[list(NUMBER_COLUMNS)], workplaces=people)


def account_of_plans(conn: Connection, at: datetime) -> Account | None:
    """The account with those workplaces only that our open imports are about to make, or to give another package."""
    ask = partial(_ask, conn, at)
    parts = parts_told(ask)
    if parts is None:
        return None
    kinds = (frame_of(ask(kind), index="workplace_id") for kind in (CHANGING_PACKAGE, queries.PLANNED_WORKPLACES))
    return replace(parts, workplaces=pd.concat(kinds)[list(WORKPLACE_COLUMNS)])


def account_of_cart(conn: Connection, import_id: str, at: datetime) -> Account | None:
    """The same with the numbers that the import's items ask for, and those that are kept for its rows."""
    account = account_of_plans(conn, at)
    if account is None:
        return None
    told = present(at) | {"import_id": import_id}
    numbers, kept = (
        frame_of(rows_of(conn.execute(text(query), told)), index="number") for query in (NUMBERS_ORDERED, KEPT_FOR)
    )
    return replace(account, numbers=numbers[list(NUMBER_COLUMNS)], kept=kept[list(KEPT_COLUMNS)])


def _numbers_in_the_way(conn: Connection, named: Collection[str]) -> list[str]:
    """What they begin with, and what begins like them; they themselves are among neither."""
    keys = among(conn, named).subquery()
    (key,) = keys.c
    longer = and_(number.c.e164 > key, number.c.e164 <= key + BEHIND)
    behind = select(number.c.e164).select_from(keys.join(number, longer))
    before = select(number.c.e164).where(number.c.e164.in_(among(conn, _beginnings(named))))
    return [*conn.execute(behind).scalars(), *conn.execute(before).scalars()]


def _workplaces_inside(conn: Connection, inside: Collection[str]) -> list[str]:
    """Whose internal number one of these is, begins with, or is the beginning of."""
    internal = workplace.c.internal_number
    alike: ColumnElement[bool] = internal.in_(among(conn, {*inside, *_beginnings(inside)}))
    for digits in sorted({len(one) for one in inside}):
        alike |= func.substr(internal, 1, digits).in_(among(conn, [one for one in inside if len(one) == digits]))
    return list(conn.execute(select(workplace.c.id).where(alike)).scalars())


def _planned_inside(conn: Connection, inside: Collection[str]) -> list[str]:
    """The numbers of items that have claimed such an internal number."""
    keys = among(conn, inside).subquery()
    (key,) = keys.c
    claimed = order_item.c.claim_internal_number
    there = order_item.c.claim_number.is_not(None)
    longer = select(order_item.c.claim_number).select_from(
        keys.join(order_item, and_(claimed > key, claimed <= key + BEHIND))
    )
    same = select(order_item.c.claim_number).where(claimed.in_(among(conn, {*inside, *_beginnings(inside)})))
    return [*conn.execute(longer.where(there)).scalars(), *conn.execute(same.where(there)).scalars()]


def _beginnings(texts: Iterable[str]) -> set[str]:
    return {text[:digits] for text in texts for digits in range(1, len(text))}


def _workplaces(conn: Connection, query: str, keys: Sequence[str], at: datetime) -> pd.DataFrame:
    """As in `Account.workplaces`; the database is not asked for nobody, which takes it as long."""
    if not keys:
        return text_frame([], index="workplace_id", columns=WORKPLACE_COLUMNS)
    return _frame(conn, query, keys, at, "workplace_id")[list(WORKPLACE_COLUMNS)]


def _frame(conn: Connection, query: str, keys: Sequence[str], at: datetime, index: str) -> pd.DataFrame:
    asked = text(query).bindparams(bindparam("keys", expanding=True, type_=Text))
    return frame_of(rows_of(conn.execute(asked, {**present(at), "keys": list(dict.fromkeys(keys))})), index=index)


def _ask(conn: Connection, at: datetime, query: str) -> Rows:
    return rows_of(conn.execute(text(query), present(at)))
