"""Knows how numbers become free because their time is over: holds that nobody orders, rests, and days that come."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select, text, true, update

from trunkload.inventory.account import NumberState
from trunkload.storage.account_queries import DAY_HAS_COME, HOLD_IS_OVER, NOT_LISTED, NUMBER_IS_FREE
from trunkload.storage.account_tables import number
from trunkload.storage.kept_numbers import forget_lost
from trunkload.storage.moments import present
from trunkload.storage.moving import PROGRAM, Note, Why, move_where
from trunkload.storage.order_tables import NO_CLAIMS, order_item


def lapse_numbers(conn: Connection, at: datetime) -> int:
    """Free what is over at that moment; returns how many numbers. What a living order has asked for stays held."""
    freed = _lapse_holds(conn, at)
    came = _meets(DAY_HAS_COME, tomorrow=present(at)["tomorrow"])
    for state in (NumberState.RESTING, NumberState.FUTURE):
        freed += len(move_where(conn, state, came, NumberState.FREE, Note(PROGRAM, Why.DAY_CAME)))
    if freed:
        give_up_what_never_came(conn, at)
    return freed


def give_up_what_never_came(conn: Connection, at: datetime) -> None:
    """Or nobody could be given its number, and its person no other, ever again."""
    gone = _meets(NUMBER_IS_FREE, tomorrow=present(at)["tomorrow"])
    conn.execute(
        update(order_item).where(order_item.c.claim_number.is_not(None), gone, text(NOT_LISTED)).values(NO_CLAIMS)
    )


def _lapse_holds(conn: Connection, at: datetime) -> int:
    over = _meets(HOLD_IS_OVER, now=present(at)["now"])
    imports = conn.execute(select(number.c.import_id).distinct().where(over)).scalars().all()
    freed = [
        move_where(
            conn,
            NumberState.HELD,
            over & (number.c.import_id == import_id),
            NumberState.FREE,
            Note(PROGRAM, Why.LAPSED, import_id),
        )
        for import_id in imports
    ]
    if freed:
        forget_lost(conn)
    return sum(map(len, freed))


def _meets(condition: str, **moment: str) -> ColumnElement[bool]:
    """The same words by which numbers are read as free (`account_queries.NUMBERS`)."""
    return and_(true(), text(condition).bindparams(**moment))
