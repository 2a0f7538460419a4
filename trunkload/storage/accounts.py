"""Knows how an Account is kept: the carrier's last snapshot, with what our open imports hold and plan."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from trunkload.inventory.account import EXTENDED, RESERVED, Account, NumberBlock, PriceList, Source
from trunkload.inventory.account_changes import REST_DAYS, AccountDiff
from trunkload.inventory.account_diff import account_diff
from trunkload.storage.account_numbers import save_numbers
from trunkload.storage.account_reading import account_told, price_list_told
from trunkload.storage.account_tables import account, block_range, contingent, number_block, price, site, trunk
from trunkload.storage.account_workplaces import save_workplaces
from trunkload.storage.failures import StorageProblem, failure
from trunkload.storage.frames import Rows, rows_of
from trunkload.storage.holding import hold_again
from trunkload.storage.kept_numbers import forget_lost
from trunkload.storage.lapsing import give_up_what_never_came
from trunkload.storage.moments import now, present
from trunkload.storage.stored_account import stored_told

CLOCKS_DIFFER = timedelta(minutes=5)
"""So far the clocks of two machines may be apart. A stored snapshot that is further ahead is of a clock that was wrong:
it keeps nothing out."""

RANGE_KEY = ("block", "kind", "first")


def save_account(conn: Connection, snapshot: Account, *, rest_days: int = REST_DAYS) -> AccountDiff | None:
    """Make the carrier's snapshot the stored one; one that is older than the stored one changes nothing, and is None.

    What became of each number and workplace comes back, with the conflicts. Each change of a number is noted. The
    account of another customer is a StorageError.
    """
    _keep_others_out(conn)
    diff = diff_account(conn, snapshot, rest_days=rest_days)
    if diff is not None:
        _write(conn, snapshot, diff)
    return diff


def diff_account(conn: Connection, snapshot: Account, *, rest_days: int = REST_DAYS) -> AccountDiff | None:
    """What the snapshot would change; nothing is written. None and StorageError as above."""
    stored = stored_told(partial(_ask, conn, now()))
    if stored is not None and stored.account.customer_id != snapshot.customer_id:
        raise failure(StorageProblem.OTHER_CUSTOMER)
    if stored is not None and snapshot.taken_at < stored.account.taken_at <= now() + CLOCKS_DIFFER:
        return None
    return account_diff(stored, snapshot, rest_days=rest_days)


def _keep_others_out(conn: Connection) -> None:
    """Whoever writes past the writers' turn waits: what is decided here is written whatever stands there by then.

    SQLite has one writer anyway.
    """
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("LOCK TABLE number IN SHARE ROW EXCLUSIVE MODE")


def _write(conn: Connection, snapshot: Account, diff: AccountDiff) -> None:
    head = {
        "customer_id": snapshot.customer_id,
        "customer": snapshot.customer,
        "taken_at": snapshot.taken_at,
        "currency": snapshot.price_list.currency,
        "sample": snapshot.price_list.sample,
    }
    first = diff.before is None
    conn.execute(insert(account).values(id=1, **head) if first else update(account).values(head))
    for table, parts in _parts_of(diff.merged).items():
        _replace(conn, table, parts)
    _replace_ranges(conn, snapshot.blocks)
    save_numbers(conn, diff.numbers)
    hold_again(conn)
    forget_lost(conn)
    save_workplaces(conn, snapshot.workplaces)
    give_up_what_never_came(conn, now())


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


def account_taken_at(conn: Connection) -> datetime | None:
    """When the carrier told the account that is kept here; None before the first snapshot."""
    return conn.execute(select(account.c.taken_at)).scalar()


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
    """Those that a person entered stay, while their block is there and the carrier tells no range like it."""
    entered = block_range.c.source == Source.ENTERED
    conn.execute(delete(block_range).where(~entered | block_range.c.block.not_in(select(number_block.c.id))))
    rows = [
        {"block": block.id, "kind": kind, "source": block.source, **asdict(one)}
        for block in blocks
        for kind, ranges in ((RESERVED, block.reserved), (EXTENDED, block.extended))
        for one in ranges
    ]
    for row in rows:
        conn.execute(delete(block_range).where(*(block_range.c[name] == row[name] for name in RANGE_KEY)))
    if rows:
        conn.execute(insert(block_range), rows)
