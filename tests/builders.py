"""Sheets and accounts for tests, small and readable; the account is the sample account unless told otherwise."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.sheet import Column, FileFacts, Sheet
from trunkload.inventory.account import (
    NUMBER_COLUMNS,
    WORKPLACE_COLUMNS,
    Account,
    Contingent,
    ExtensionRange,
    NumberBlock,
    Price,
    PriceList,
    Site,
    Trunk,
    text_frame,
)

TODAY = date(2026, 11, 23)
TEXT = pd.StringDtype("pyarrow")
ACCOUNT_FILE = Path(__file__).parents[1] / "sample-data" / "account.toml"

KEPT = 3
"""Numbers that wait for rows of new-staff.xlsx that are blocked."""

PERSON = {
    "first_name": "Jürgen",
    "last_name": "Müller",
    "email": "juergen.mueller@example.org",
    "mobile": "0152 28817386",
    "location": "Köln",
}


def staff_sheet(*rows: dict[str, str | None], first_row: int = 2) -> Sheet:
    """A sheet with one row for each dict, columns in the order of their first appearance."""
    fields = list(dict.fromkeys(name for row in rows for name in row))
    staff = pd.DataFrame.from_records(rows, columns=list(STAFF_COLUMNS)).astype(dict.fromkeys(STAFF_COLUMNS, TEXT))
    staff.index = pd.RangeIndex(first_row, first_row + len(rows), name="row")
    staff.index = pd.Index(list(staff.index), dtype="int64", name="row")
    columns = tuple(Column(chr(ord("A") + at), name.title(), name, "synonym") for at, name in enumerate(fields))
    facts = FileFacts("staff.csv", "0" * 64, 100, "csv", None, "utf-8", ";", first_row - 1)
    return Sheet(facts, columns, staff)


def person(**cells: str | None) -> dict[str, str | None]:
    """A right row for Köln, with `cells` changed."""
    return {**PERSON, **cells}


def someone(given: str, family: str, **cells: str | None) -> dict[str, str | None]:
    """A right row of another person."""
    named = {"first_name": given, "last_name": family, "email": f"{given}.{family}@example.org".lower()}
    return {**person(**named), **cells}


def with_numbers(account: Account, numbers: Iterable[str], **cells: str | None) -> Account:
    """The account with `cells` of these numbers changed."""
    changed = account.numbers.copy()
    for name, value in cells.items():
        changed.loc[list(numbers), name] = value
    return replace(account, numbers=changed)


def with_workplaces(account: Account, *workplaces: dict[str, str | None]) -> Account:
    """The account with further workplaces."""
    told: list[dict[str, str | None]] = [
        {"id": f"wp-new-{at}", "state": "active", **one} for at, one in enumerate(workplaces)
    ]
    more = text_frame(told, index="id", columns=WORKPLACE_COLUMNS)
    return replace(account, workplaces=pd.concat([account.workplaces, more]))


def with_contingent(account: Account, name: str, booked: int, used: int = 0) -> Account:
    """The account with another contingent of `name`."""
    others = tuple(one for one in account.contingents if one.name != name)
    return replace(account, contingents=(*others, Contingent(name, booked, used)))


def with_blocks(account: Account, *blocks: NumberBlock, site: str = "Köln") -> Account:
    """The account with further blocks of free numbers; trunks that it has not got yet are at `site`."""
    told = [{"id": b.id, "trunk": b.trunk, "base": b.base, "first": b.first, "last": b.last} for b in blocks]
    known = {trunk.id for trunk in account.trunks}
    trunks = tuple(
        Trunk(name, (), site) for name in dict.fromkeys(block.trunk for block in blocks) if name not in known
    )
    return replace(
        account,
        trunks=(*account.trunks, *trunks),
        blocks=(*account.blocks, *blocks),
        numbers=pd.concat([account.numbers, _numbers(told, [])]),
    )


def account_of(*blocks: NumberBlock) -> Account:
    """An account with just these blocks, all numbers free, nobody at work; every trunk is at Köln."""
    sample = sample_account()
    nothing = replace(sample, trunks=(), blocks=(), numbers=sample.numbers[:0], workplaces=sample.workplaces[:0])
    return with_blocks(nothing, *blocks)


@cache
def sample_account() -> Account:
    """The account of sample-data/account.toml, built without any carrier."""
    told = tomllib.loads(ACCOUNT_FILE.read_text("utf-8"))
    workplaces: list[dict[str, str | None]] = [
        {key: _text(value) for key, value in {"state": "active", **one}.items()} for one in told["workplaces"]
    ]
    return Account(
        customer_id=told["customer"]["id"],
        customer=told["customer"]["name"],
        taken_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
        sites=tuple(Site(**site) for site in told["sites"]),
        trunks=tuple(Trunk(one["id"], tuple(one["aliases"]), one["site"]) for one in told["trunks"]),
        blocks=tuple(
            NumberBlock(
                **{name: one.get(name) for name in ("id", "trunk", "base", "first", "last", "switchboard")},
                reserved=tuple(ExtensionRange(**span) for span in one.get("reserved", ())),
            )
            for one in told["blocks"]
        ),
        contingents=tuple(Contingent(name, **counts) for name, counts in told["contingents"].items()),
        price_list=_prices(told["prices"]),
        numbers=_numbers(told["blocks"], told["workplaces"]),
        workplaces=text_frame(workplaces, index="id", columns=WORKPLACE_COLUMNS),
    )


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _prices(told: dict[str, Any]) -> PriceList:
    prices = {name: price for name, price in told.items() if isinstance(price, dict)}
    return PriceList(
        told["currency"],
        tuple(Price(name, Decimal(one["monthly"]), Decimal(one["one_off"])) for name, one in prices.items()),
        sample=told["sample"],
    )


def _numbers(blocks: list[dict[str, Any]], workplaces: list[dict[str, Any]]) -> pd.DataFrame:
    assigned = {one["number"]: one["id"] for one in workplaces}
    rows = [
        {
            "number": number,
            "trunk": block["trunk"],
            "block": block["id"],
            "extension": extension,
            "source": "carrier",
            **_state(block, extension),
        }
        for block in blocks
        for extension, number in (
            (str(at).zfill(len(block["first"])), block["base"] + str(at).zfill(len(block["first"])))
            for at in range(int(block["first"]), int(block["last"]) + 1)
        )
    ]
    for row in rows:
        if row["number"] in assigned:
            row.update(state="assigned", holder=assigned[row["number"]])
    return text_frame(rows, index="number", columns=NUMBER_COLUMNS)


def _state(block: dict[str, Any], extension: str) -> dict[str, str | None]:
    for state, ranges in (("function", "functions"), ("blocked", "blocked"), ("future", "future")):
        for one in block.get(ranges, ()):
            if one["first"] <= extension <= one["last"]:
                available = one.get("available_from")
                return {
                    "state": state,
                    "holder": one.get("name"),
                    "available_from": None if available is None else available.isoformat(),
                }
    return {"state": "free", "holder": None, "available_from": None}
