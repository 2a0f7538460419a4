"""Finds entered numbers that are there already: in the account, or in another row of the same file."""

from collections.abc import Iterator

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.arrow_text import among
from trunkload.inventory.phone_text import phone_text
from trunkload.validation.entering.entries import EntryCode, EntryProblem

SAID = {"trunk": "trunk", "asked": "state", "holder": "holder", "available_from": "available_from"}
"""What an entry may say of a number, and where the account says it."""


def known_rows(numbers: pd.DataFrame, account: Account) -> frozenset[int]:
    """Rows whose numbers the account has all, on the same trunk, and not otherwise than the entry says."""
    here = account.numbers.reindex(numbers.index)
    same = here["state"].notna().to_numpy(dtype=bool)
    for asked, stored in SAID.items():
        said = numbers[asked].fillna("").to_numpy(dtype=object)
        same = same & ((said == "") | (said == here[stored].fillna("").to_numpy(dtype=object)))
    whole = pd.Series(same, index=numbers["row"].to_numpy()).groupby(level=0).all()
    return frozenset(int(str(row)) for row in whole.index[whole])


def known_problems(numbers: pd.DataFrame, account: Account, *, again: bool) -> Iterator[EntryProblem]:
    """`numbers` as they are unfolded; the first number of each row is named, and how many there are."""
    yield from _twice(numbers)
    known = numbers[among(numbers.index, account.numbers.index)]
    here = account.numbers.loc[known.index]
    bases = {block.id: block.base for block in account.blocks}
    for row, mine in known.groupby("row"):
        first = str(mine.index[0])
        there = here.loc[first]
        block: str = "" if pd.isna(there["block"]) else str(there["block"])
        params = {
            "number": phone_text(first, bases.get(block)),
            "count": str(len(mine)),
            "trunk": str(there["trunk"]),
            "block": block,
            "state": str(there["state"]),
            "holder": "–" if pd.isna(there["holder"]) else str(there["holder"]),
        }
        elsewhere = str(there["trunk"]) != str(mine["trunk"].iloc[0])
        code = EntryCode.OTHER_TRUNK if elsewhere else EntryCode.KNOWN_DIFFERENTLY if again else EntryCode.OVERLAPS
        yield EntryProblem(code, int(str(row)), "number", params["number"], params)


def _twice(numbers: pd.DataFrame) -> Iterator[EntryProblem]:
    again = numbers[numbers.index.duplicated()]
    if not len(again):
        return
    first = numbers[~numbers.index.duplicated()].loc[again.index]
    told = again.assign(other=first["row"].to_numpy(), other_trunk=first["trunk"].to_numpy())
    for row, mine in told.groupby("row"):
        number, one = str(mine.index[0]), mine.iloc[0]
        params = {"number": phone_text(number), "count": str(len(mine)), "other": str(one["other"])}
        code = EntryCode.TWICE if one["trunk"] == one["other_trunk"] else EntryCode.TWICE_ON_TRUNKS
        more = {"trunk": str(one["trunk"]), "other_trunk": str(one["other_trunk"])}
        yield EntryProblem(code, int(str(row)), "number", params["number"], params | more)
