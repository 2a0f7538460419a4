"""Knows how an Account is kept: the carrier's last snapshot, with what our open imports hold and plan."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from trunkload.inventory.account import Account, Contingent, NumberBlock, Price, PriceList, Site, Trunk
from trunkload.storage.account_numbers import read_numbers, save_numbers
from trunkload.storage.account_tables import account, contingent, number_block, price, site, trunk
from trunkload.storage.account_workplaces import read_workplaces, save_workplaces
from trunkload.storage.failures import StorageError, StorageProblem


def save_account(conn: Connection, snapshot: Account) -> None:
    """Make the carrier's snapshot the stored one; one that is older than the stored one changes nothing.

    A number that we hold stays held while the carrier calls it free; each change of a state is noted. The account of
    another customer is a StorageError.
    """
    stored = conn.execute(select(account)).first()
    if stored is not None and stored.customer_id != snapshot.customer_id:
        raise StorageError(StorageProblem.OTHER_CUSTOMER, permanent=True)
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
    save_numbers(conn, snapshot.numbers)
    save_workplaces(conn, snapshot.workplaces)


def read_account(conn: Connection) -> Account | None:
    """The account with our held numbers and planned workplaces; None before the first snapshot."""
    head = conn.execute(select(account)).first()
    if head is None:
        return None
    trunks = (row | {"aliases": tuple(row["aliases"])} for row in _rows(conn, trunk))
    return Account(
        customer_id=head.customer_id,
        customer=head.customer,
        taken_at=head.taken_at,
        sites=tuple(Site(**row) for row in _rows(conn, site)),
        trunks=tuple(Trunk(**row) for row in trunks),
        blocks=tuple(NumberBlock(**row) for row in _rows(conn, number_block)),
        contingents=tuple(Contingent(**row) for row in _rows(conn, contingent)),
        price_list=PriceList(head.currency, tuple(Price(**row) for row in _rows(conn, price)), head.sample),
        numbers=read_numbers(conn),
        workplaces=read_workplaces(conn),
    )


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
        conn.execute(insert(table), [asdict(part) | {"position": at} for at, part in enumerate(parts)])


def _rows(conn: Connection, table: Table) -> list[dict[str, Any]]:
    columns = [column for column in table.c if column.name != "position"]
    return [dict(row) for row in conn.execute(select(*columns).order_by(table.c.position)).mappings()]
