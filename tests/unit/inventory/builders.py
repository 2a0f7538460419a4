"""Rows that want numbers, and small accounts whose numbers are all of fiction."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from tests.builders import TEXT
from trunkload.inventory.account import NUMBER_COLUMNS, Account, text_frame
from trunkload.inventory.allocation import Allocation

KOELN, BERLIN = "+492214710", "+493023125"

Wanted = tuple[str, str | None, str | None, str | None]
"""Trunk, wish, internal number, block."""


def wanted(*rows: Wanted, first_row: int = 2, **columns: Sequence[str | bool | None]) -> pd.DataFrame:
    """Rows of trunk, wish, internal number, block; `columns`: one value for each row, such as `department`."""
    table = pd.DataFrame.from_records(list(rows), columns=["trunk", "wish", "internal_number", "block"]).astype(TEXT)
    for name, values in columns.items():
        table[name] = pd.Series(list(values), dtype=bool if name == "waiting" else TEXT)
    return table.set_axis(pd.RangeIndex(first_row, first_row + len(rows)))


def any_number(count: int, trunk: str = "T-1", block: str | None = None) -> list[Wanted]:
    return [(trunk, None, None, block)] * count


def extensions(allocation: Allocation) -> list[str]:
    return [str(one) for one in allocation.given["extension"]]


def reasons(allocation: Allocation) -> list[str]:
    return [str(one) for one in allocation.given["reason"]]


def numbers(allocation: Allocation) -> dict[int, str]:
    return {int(str(row)): str(number) for row, number in allocation.given["number"].items()}


def with_more(account: Account, block: str | None, *extensions: str, base: str = KOELN) -> Account:
    """The account with further free numbers: longer ones of an extended block, or single ones where it is None."""
    rows: list[dict[str, str | None]] = [
        {
            "number": base + one,
            "trunk": "T-1",
            "block": block,
            "extension": None if block is None else one,
            "state": "free",
            "source": "carrier",
        }
        for one in extensions
    ]
    more = text_frame(rows, index="number", columns=NUMBER_COLUMNS)
    return replace(account, numbers=pd.concat([account.numbers, more]))


def shuffled(account: Account, seed: int) -> Account:
    """The same account, told in another order."""
    numbers = account.numbers.sample(frac=1, random_state=seed)
    return replace(account, numbers=numbers, blocks=account.blocks[::-1], trunks=account.trunks[::-1])
