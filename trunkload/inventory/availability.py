"""Knows of every number why it cannot be chosen, or is given to nobody unasked; codes, whose words are made last."""

from collections.abc import Iterator
from enum import StrEnum

import pandas as pd

from trunkload.inventory.account import Account, NumberBlock, NumberState
from trunkload.inventory.number_plan import (
    DIRECTORY_INTERNAL,
    EMERGENCY_INTERNAL,
    OUTSIDE_LINE_INTERNAL,
    SPECIAL_FUNCTION_INTERNAL,
)

TEXT = pd.StringDtype("pyarrow")


class Hindrance(StrEnum):
    """Why a number is given to nobody: what has it (S-13, R-06, R-07), or what speaks against giving it unasked."""

    ASSIGNED = "assigned"
    HELD = "held"
    KEPT = "kept"
    RESTING = "resting"
    BLOCKED = "blocked"
    FUNCTION = "function"
    FUTURE = "future"
    RESERVED = "reserved"
    SWITCHBOARD = "switchboard"
    BEHIND_SWITCHBOARD = "behind_switchboard"
    SPECIAL_FUNCTION = "special_function"
    DIRECTORY = "directory"
    EMERGENCY = "emergency"
    LEADING_ZERO = "leading_zero"
    INTERNAL_TAKEN = "internal_taken"


BANNED = {
    Hindrance.SPECIAL_FUNCTION: SPECIAL_FUNCTION_INTERNAL,
    Hindrance.DIRECTORY: DIRECTORY_INTERNAL,
    Hindrance.EMERGENCY: EMERGENCY_INTERNAL,
}
"""S-17 to S-19: the extension would be the internal number."""


def hindrances(account: Account, *, leading_zero: bool = False) -> pd.DataFrame:
    """Index as `account.numbers`; text columns `reason` (a Hindrance; NA: it may be given unasked) and `name` (of the
    reserved range, where that is the reason). `leading_zero`: whether such extensions are given unasked (N-08)."""
    numbers = account.numbers
    reason = numbers["state"].mask(numbers["state"] == NumberState.FREE)
    reason = reason.mask(numbers.index.isin(account.kept.index) & (reason == NumberState.HELD), Hindrance.KEPT)
    name = pd.Series(pd.NA, index=numbers.index, dtype=TEXT)
    for block in account.blocks:
        for code, named, which in _within(block, numbers):
            fresh = (which & reason.isna()).to_numpy(dtype=bool)
            reason, name = reason.mask(fresh, code), name.mask(fresh, named)
    for code, which in _by_extension(numbers["extension"], account, leading_zero=leading_zero):
        reason = reason.mask((which & reason.isna()).to_numpy(dtype=bool), code)
    return pd.DataFrame({"reason": reason, "name": name})


def may_be_given(account: Account, *, leading_zero: bool = False) -> pd.Series:
    """The trunk of every number that may be given unasked; the index is the number."""
    hindered = hindrances(account, leading_zero=leading_zero)["reason"].notna()
    return account.numbers["trunk"][~hindered]


def _within(block: NumberBlock, numbers: pd.DataFrame) -> Iterator[tuple[Hindrance, str | None, pd.Series]]:
    """What the block says of its extensions: N-06, then N-07, then what is reserved."""
    if block.switchboard is None and not block.reserved:
        return
    inside, extension = (numbers["block"] == block.id).fillna(value=False), numbers["extension"]
    if block.switchboard is not None:
        yield Hindrance.SWITCHBOARD, None, inside & (extension == block.switchboard).fillna(value=False)
        behind = extension.str.startswith(block.switchboard).fillna(value=False)
        yield Hindrance.BEHIND_SWITCHBOARD, None, inside & behind
    for one in block.reserved:
        between = (extension >= one.first) & (extension <= one.last) & (extension.str.len() == len(one.first))
        yield Hindrance.RESERVED, one.name, inside & between.fillna(value=False)


def _by_extension(
    extension: pd.Series, account: Account, *, leading_zero: bool
) -> Iterator[tuple[Hindrance, pd.Series]]:
    for code, pattern in BANNED.items():
        yield code, extension.str.fullmatch(pattern).fillna(value=False)
    if not leading_zero:
        yield Hindrance.LEADING_ZERO, extension.str.fullmatch(OUTSIDE_LINE_INTERNAL).fillna(value=False)
    taken = account.workplaces["internal_number"].dropna().unique()
    yield Hindrance.INTERNAL_TAKEN, extension.isin(taken)
