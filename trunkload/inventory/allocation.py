"""Decides which row gets which number and why; pure, deterministic, set-based."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.number_plan import BANNED_INTERNAL

WISH = "wish"
LOWEST_FREE = "lowest_free"
KEPT = "kept"
GIVEN_COLUMNS = ("number", "extension", "internal_number", "block", "reason")
KEPT_BACK_COLUMNS = ("number", "employee_key", "identity_key", "name_key")


@dataclass(frozen=True, slots=True)
class Shortage:
    """Numbers that a trunk does not have: `asked` by the sheet's rows, `free` of those that may be given."""

    trunk: str
    asked: int
    free: int


def _none_kept_back() -> pd.DataFrame:
    return pd.DataFrame(columns=list(KEPT_BACK_COLUMNS), dtype=pd.StringDtype("pyarrow"))


@dataclass(frozen=True, slots=True)
class Allocation:
    """`given`: index = row number; text columns number (E.164), extension, internal_number, block, reason
    (`wish`, `lowest_free`, or `kept` for a workplace that is there). Rows that got none are absent from it and counted
    in `shortages`. `kept_back`: index = row number of blocked rows, KEPT_BACK_COLUMNS: the number that waits for the
    person until the row is right, so that nobody else's number shifts."""

    given: pd.DataFrame
    shortages: tuple[Shortage, ...]
    kept_back: pd.DataFrame = field(default_factory=_none_kept_back)


def allocate_numbers(wanted: pd.DataFrame, account: Account) -> Allocation:
    """Explicit wishes first, then the lowest free extension of each row's trunk, in row order.

    `wanted`: index = row number; text columns trunk, wish (E.164 or NA), internal_number (typed, or NA), block (id or
    NA). Wishes must be free and known: that is judged before. Shortages of all trunks come back, never the first only.
    """
    wishes = _wishes(wanted[wanted["wish"].notna()], account.numbers)
    used_internal = _used_internal(wanted, wishes, account)
    given, shortages = [wishes], []
    for trunk, rows in wanted[wanted["wish"].isna()].groupby("trunk", sort=True):
        free = _free_numbers(account, str(trunk), taken=wishes["number"], used_internal=used_internal)
        lowest = _lowest_free(rows, free)
        used_internal |= set(lowest["internal_number"])
        given.append(lowest)
        if len(lowest) < len(rows):
            shortages.append(Shortage(str(trunk), asked=len(rows), free=len(lowest)))
    return Allocation(pd.concat(given).sort_index(), tuple(shortages))


def with_kept_numbers(allocation: Allocation, kept: pd.DataFrame, account: Account) -> Allocation:
    """The allocation with rows whose workplace is there and keeps its number; it is free for nobody else.

    `kept`: index = row number; text columns workplace_id and internal_number (another one that is asked for, or NA).
    """
    record = account.workplaces.reindex(kept["workplace_id"]).set_axis(kept.index)
    numbers = account.numbers.reindex(record["number"]).set_axis(kept.index)
    given = pd.DataFrame(
        {
            "number": record["number"],
            "extension": numbers["extension"],
            "internal_number": kept["internal_number"].fillna(record["internal_number"]),
            "block": numbers["block"],
            "reason": pd.Series(KEPT, index=kept.index, dtype=pd.StringDtype("pyarrow")),
        }
    )
    return Allocation(pd.concat([allocation.given, given]).sort_index(), allocation.shortages)


def _wishes(rows: pd.DataFrame, numbers: pd.DataFrame) -> pd.DataFrame:
    found = numbers.reindex(rows["wish"])
    given = pd.DataFrame(
        {
            "number": rows["wish"],
            "extension": found["extension"].set_axis(rows.index),
            "block": found["block"].set_axis(rows.index),
        }
    )
    given["internal_number"] = rows["internal_number"].fillna(given["extension"])
    given["reason"] = pd.Series(WISH, index=rows.index, dtype=pd.StringDtype("pyarrow"))
    return given[list(GIVEN_COLUMNS)]


def _used_internal(wanted: pd.DataFrame, wishes: pd.DataFrame, account: Account) -> set[str]:
    """Internal numbers are valid company-wide (R-04): those of every workplace and of this sheet are not free."""
    known: Iterable[pd.Series] = (
        account.workplaces["internal_number"],
        wanted["internal_number"],
        wishes["internal_number"],
    )
    return {str(number) for series in known for number in series.dropna()}


def _free_numbers(account: Account, trunk: str, *, taken: pd.Series, used_internal: set[str]) -> pd.DataFrame:
    """The trunk's numbers that may be given unasked, lowest extension first, block by block.

    Skips what is not free (R-06, R-07, S-13), wished by other rows, banned or used as internal number (S-17 to S-19,
    R-04), the switchboard and what a first-match PBX never reaches behind it (N-06, N-07). The base number alone is
    no number of the account (N-05).
    """
    numbers = account.numbers
    free = numbers[(numbers["trunk"] == trunk) & (numbers["state"] == NumberState.FREE) & ~numbers.index.isin(taken)]
    extension = free["extension"]
    free = free[~extension.str.fullmatch(BANNED_INTERNAL) & ~extension.isin(used_internal)]
    for block in account.blocks:
        if block.trunk == trunk and block.switchboard is not None:
            behind = free["extension"].str.startswith(block.switchboard)
            free = free[~((free["block"] == block.id) & behind)]
    return free.assign(digits=free["extension"].str.len()).sort_values(["block", "digits", "extension"])


def _lowest_free(rows: pd.DataFrame, free: pd.DataFrame) -> pd.DataFrame:
    """Rows that name a block are served from it first; the others take what is lowest of the rest. No extension is
    given twice, whichever block it stands in: it becomes the internal number (R-04)."""
    parts = []
    for block, named in rows[rows["block"].notna()].groupby("block", sort=True):
        inside = free[free["block"] == block].head(len(named))
        parts.append(_dealt(named.head(len(inside)), inside))
        free = free[~free["extension"].isin(inside["extension"])]
    others, free = rows[rows["block"].isna()], free.drop_duplicates("extension")
    parts.append(_dealt(others.head(len(free)), free.head(len(others))))
    return pd.concat(parts).sort_index()


def _dealt(rows: pd.DataFrame, numbers: pd.DataFrame) -> pd.DataFrame:
    text = pd.StringDtype("pyarrow")
    given = pd.DataFrame(
        {
            "number": pd.Series(numbers.index, index=rows.index, dtype=text),
            "extension": numbers["extension"].set_axis(rows.index),
            "block": numbers["block"].set_axis(rows.index),
            "reason": pd.Series(LOWEST_FREE, index=rows.index, dtype=text),
        }
    )
    given["internal_number"] = rows["internal_number"].fillna(given["extension"])
    return given[list(GIVEN_COLUMNS)]
