"""Knows how numbers become free because their time is over: holds that nobody orders, rests, and days that come."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select, text, true

from trunkload.inventory.account import NumberState
from trunkload.storage.account_queries import DAY_HAS_COME, HOLD_IS_OVER
from trunkload.storage.account_tables import number
from trunkload.storage.holding import forget_ended_claims
from trunkload.storage.kept_numbers import forget_lost
from trunkload.storage.moments import present
from trunkload.storage.moving import PROGRAM, Note, Why, move_where


def lapse_numbers(conn: Connection, at: datetime) -> int:
    """Free what is over at that moment; returns how many numbers. What a living order has asked for stays held."""
    freed = _lapse_holds(conn, at)
    came = _meets(DAY_HAS_COME, tomorrow=present(at)["tomorrow"])
    for state in (NumberState.RESTING, NumberState.FUTURE):
        freed += len(move_where(conn, state, came, NumberState.FREE, Note(PROGRAM, Why.DAY_CAME)))
    if freed:
        forget_ended_claims(conn)
    return freed


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
