"""Knows how an Account is kept: the carrier's last snapshot, with what our open imports hold and plan."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from trunkload.inventory.account import Account, NumberBlock, PriceList
from trunkload.storage.account_numbers import save_numbers
from trunkload.storage.account_queries import EXTENDED, RESERVED
from trunkload.storage.account_reading import account_told, price_list_told
from trunkload.storage.account_tables import account, block_range, contingent, number_block, price, site, trunk
from trunkload.storage.account_workplaces import save_workplaces
from trunkload.storage.failures import StorageProblem, failure
from trunkload.storage.frames import Rows, rows_of
from trunkload.storage.holding import hold_again
from trunkload.storage.kept_numbers import forget_lost
from trunkload.storage.moments import now, present


def save_account(conn: Connection, snapshot: Account) -> None:
    """Make the carrier's snapshot the stored one; one that is older than the stored one changes nothing.

    A number that we hold stays held while the carrier calls it free; each change of a state is noted. The account of
    another customer is a StorageError.
    """
    stored = conn.execute(select(account)).first()
    if stored is not None and stored.customer_id != snapshot.customer_id:
        raise failure(StorageProblem.OTHER_CUSTOMER)
    if stored is not None and stored.taken_at > snapshot.taken_at:
        return
    head = {
        "customer_id": snapshot.customer_id,
        "customer": snapshot.customer,
        "taken_at": snapshot.taken_at,
        "currency": snapshot.price_list.currency,
        "sample": snapshot.price_list.sample,
    }
    conn.execute(insert(account).values(id=1, **head) if stored is None else update(account).values(head))
    for table, parts in _parts_of(snapshot).items():
        _replace(conn, table, parts)
    _replace_ranges(conn, snapshot.blocks)
    save_numbers(conn, snapshot.numbers)
    hold_again(conn)
    forget_lost(conn)
    save_workplaces(conn, snapshot.workplaces)


def read_account(conn: Connection, at: datetime | None = None) -> Account | None:
    """The account with our held numbers and planned workplaces as of `at`, by default now; None before the first
    snapshot. What is over by then counts as free, although nothing is written."""
    return account_told(partial(_ask, conn, at or now()))


def read_price_list(conn: Connection) -> PriceList | None:
    """The carrier's prices as the last snapshot told them; None before the first one."""
    return price_list_told(partial(_ask, conn, now()))


def customer_id(conn: Connection) -> str | None:
    """Whose account is kept here; None before the first snapshot."""
    return conn.execute(select(account.c.customer_id)).scalar()


def _ask(conn: Connection, at: datetime, query: str) -> Rows:
    return rows_of(conn.execute(text(query), present(at)))


def _parts_of(snapshot: Account) -> dict[Table, Sequence[Any]]:
    return {
        site: snapshot.sites,
        trunk: snapshot.trunks,
        number_block: snapshot.blocks,
        contingent: snapshot.contingents,
        price: snapshot.price_list.prices,
    }


def _replace(conn: Connection, table: Table, parts: Sequence[Any]) -> None:
    """The table holds exactly `parts`, in their order."""
    conn.execute(delete(table))
    if parts:
        names = [column.name for column in table.columns]
        rows = [{**asdict(part), "position": at} for at, part in enumerate(parts)]
        conn.execute(insert(table), [{name: row[name] for name in names} for row in rows])


def _replace_ranges(conn: Connection, blocks: Sequence[NumberBlock]) -> None:
    conn.execute(delete(block_range))
    rows = [
        {"block": block.id, "kind": kind, "source": block.source, **asdict(one)}
        for block in blocks
        for kind, ranges in ((RESERVED, block.reserved), (EXTENDED, block.extended))
        for one in ranges
    ]
    if rows:
        conn.execute(insert(block_range), rows)
