"""Knows how the carrier's workplaces replace the stored ones, and who can be ordered again after that."""

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import Connection, delete, insert, select, text, update

from trunkload.orders.states import OrderState, ReadBack
from trunkload.storage.account_queries import NOT_LISTED
from trunkload.storage.account_tables import workplace
from trunkload.storage.frames import write_frame
from trunkload.storage.order_tables import NO_CLAIMS, order_item

CARRIER_COLUMNS = tuple(column.name for column in workplace.c)


def save_workplaces(conn: Connection, told: pd.DataFrame) -> None:
    """Replace the carrier's workplaces; a person whose workplace was removed there can be ordered again."""
    conn.execute(delete(workplace))
    rows = told.rename_axis("id").reset_index().loc[:, list(CARRIER_COLUMNS)]
    write_frame(conn, insert(workplace), rows)
    # Only what was once read back counts: a fresh workplace may be missing from the carrier's list for a while.
    seen = order_item.c.read_back.in_([ReadBack.EQUAL, ReadBack.DIFFERENT])
    conn.execute(
        update(order_item)
        .where(
            order_item.c.state == OrderState.COMPLETED, order_item.c.claim_number.is_not(None), seen, text(NOT_LISTED)
        )
        .values(NO_CLAIMS)
    )


def numbers_of_workplaces(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The number that each of these workplaces had at the carrier when it was last read; unknown ones are left out."""
    query = select(workplace.c.id, workplace.c.number).where(workplace.c.id.in_(list(ids)))
    return dict(conn.execute(query).tuples().all())
