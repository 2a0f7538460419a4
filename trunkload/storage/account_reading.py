"""Knows how the answers of a database become an Account: the carrier's snapshot with what our imports hold and plan."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from trunkload.inventory.account import (
    ENDED_COLUMNS,
    EXTENDED,
    KEPT_COLUMNS,
    NUMBER_COLUMNS,
    RESERVED,
    WORKPLACE_COLUMNS,
    Account,
    Contingent,
    ExtensionRange,
    NumberBlock,
    Price,
    PriceList,
    Site,
    Source,
    Trunk,
    text_frame,
)
from trunkload.storage import account_queries as queries
from trunkload.storage.frames import Ask, frame_of


def account_told(ask: Ask) -> Account | None:
    """The account with what we hold, plan and have ended; None before the first snapshot."""
    parts = parts_told(ask)
    if parts is None:
        return None
    return replace(
        parts,
        numbers=frame_of(ask(queries.NUMBERS), index="number")[list(NUMBER_COLUMNS)],
        workplaces=_workplaces(ask),
        ended=frame_of(ask(queries.ENDED_WORKPLACES), index="item")[list(ENDED_COLUMNS)],
        kept=frame_of(ask(queries.KEPT_NUMBERS), index="number")[list(KEPT_COLUMNS)],
        refused_usernames=frozenset(one["username"] for one in _records(ask, queries.REFUSED_USERNAMES)),
    )


def parts_told(ask: Ask) -> Account | None:
    """The account without any number or workplace; None before the first snapshot."""
    head = next(_records(ask, queries.ACCOUNT), None)
    if head is None:
        return None
    return Account(
        customer_id=head["customer_id"],
        customer=head["customer"],
        taken_at=datetime.fromisoformat(head["taken_at"]),
        sites=tuple(Site(**row) for row in _records(ask, queries.SITES)),
        trunks=tuple(_trunk(**row) for row in _records(ask, queries.TRUNKS)),
        blocks=_blocks(ask),
        contingents=tuple(Contingent(**row) for row in _records(ask, queries.CONTINGENTS)),
        price_list=_price_list(ask, head),
        numbers=text_frame([], index="number", columns=NUMBER_COLUMNS),
        workplaces=text_frame([], index="workplace_id", columns=WORKPLACE_COLUMNS),
    )


def price_list_told(ask: Ask) -> PriceList | None:
    """The carrier's prices; None before the first snapshot."""
    head = next(_records(ask, queries.ACCOUNT), None)
    return None if head is None else _price_list(ask, head)


def _blocks(ask: Ask) -> tuple[NumberBlock, ...]:
    ranges: dict[tuple[str, str], list[ExtensionRange]] = defaultdict(list)
    for one in _records(ask, queries.RANGES):
        ranges[one["block"], one["kind"]].append(ExtensionRange(one["first"], one["last"], one["name"]))
    return tuple(
        NumberBlock(
            **{**row, "source": Source(row["source"])},
            reserved=_in_order(ranges[row["id"], RESERVED]),
            extended=_in_order(ranges[row["id"], EXTENDED]),
        )
        for row in _records(ask, queries.BLOCKS)
    )


def _in_order(ranges: list[ExtensionRange]) -> tuple[ExtensionRange, ...]:
    return tuple(sorted(ranges, key=lambda one: (len(one.first), one.first)))


def _workplaces(ask: Ask) -> pd.DataFrame:
    """Those that the carrier has, then those that our own orders are about to make."""
    kinds = (queries.ACTIVE_WORKPLACES, queries.PLANNED_WORKPLACES)
    frames = (frame_of(ask(kind), index="workplace_id") for kind in kinds)
    return pd.concat(frames)[list(WORKPLACE_COLUMNS)]


def _price_list(ask: Ask, head: dict[str, Any]) -> PriceList:
    prices = tuple(_price(**row) for row in _records(ask, queries.PRICES))
    return PriceList(head["currency"], prices, sample=bool(head["sample"]))


def _price(name: str, monthly: str | None, one_off: str | None) -> Price:
    return Price(name, _amount(monthly), _amount(one_off))


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _trunk(id: str, aliases: str, site: str) -> Trunk:  # noqa: A002 - the column's name
    return Trunk(id, tuple(json.loads(aliases)), site)


def _records(ask: Ask, query: str) -> Iterator[dict[str, Any]]:
    rows = ask(query)
    return (dict(zip(rows.names, row, strict=True)) for piece in rows.pieces for row in piece)
