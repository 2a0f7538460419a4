"""Knows where one number stands now, without reading the whole account."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from trunkload.inventory.account import NumberState
from trunkload.storage.account_tables import number, number_block


@dataclass(frozen=True, slots=True)
class Standing:
    """`base`: of the number's block; None for a single number."""

    trunk: str
    state: NumberState
    base: str | None


def standing_of(conn: Connection, e164: str) -> Standing | None:
    """None where the account does not have the number."""
    query = (
        select(number.c.trunk, number.c.state, number_block.c.base)
        .select_from(number.outerjoin(number_block, number_block.c.id == number.c.block))
        .where(number.c.e164 == e164)
    )
    row = conn.execute(query).first()
    return None if row is None else Standing(row.trunk, NumberState(row.state), row.base)
