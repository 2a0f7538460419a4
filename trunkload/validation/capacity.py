"""Judges whether the contract holds what the sheet asks for: contingents, then free numbers (R-14, N-10)."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account, Package
from trunkload.inventory.allocation import Allocation
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

WORKPLACE = "workplace"


def judge_contingents(wanted: pd.DataFrame, account: Account, teller: Teller) -> Iterator[Told]:
    """Rows beyond what is booked, in row order, what our own open plans will use counted in (R-14)."""
    rows = wanted.index
    yield _beyond(Code.WORKPLACES_EXHAUSTED, rows, _left(WORKPLACE, account, len(rows)), WORKPLACE, teller)
    for package in (Package.BASIC, Package.PLUS, Package.PREMIUM):
        rows = wanted.index[wanted["package"] == package.value]
        yield _beyond(Code.PACKAGE_EXHAUSTED, rows, _left(package, account, len(rows)), package.value, teller)


def _left(name: str, account: Account, uncounted: int) -> int:
    """What may still be ordered of `name`; `uncounted` where the carrier counts none."""
    contingent = account.contingent(name)
    if contingent is None:
        return uncounted
    planned = account.workplaces[account.workplaces["state"] == "planned"]
    ours = len(planned) if name == WORKPLACE else int((planned["package"] == name).sum())
    return max(0, contingent.free - ours)


def _beyond(code: Code, rows: pd.Index, left: int, name: str, teller: Teller) -> Told:
    field = Field.CONFERENCE_PACKAGE if code is Code.PACKAGE_EXHAUSTED else None
    return teller.tell(code, rows[left:], field, params={"name": name, "asked": str(len(rows)), "free": str(left)})


def judge_allocation(wanted: pd.DataFrame, allocation: Allocation, teller: Teller) -> Told:
    """Rows for which the trunk has no number left; each names the shortage of its trunk."""
    without = wanted.drop(allocation.given.index)
    shortage = {one.trunk: one for one in allocation.shortages}
    asked = without["trunk"].map({trunk: str(one.asked) for trunk, one in shortage.items()})
    free = without["trunk"].map({trunk: str(one.free) for trunk, one in shortage.items()})
    return teller.tell(
        Code.NO_FREE_NUMBER,
        without.index,
        Field.LOCATION,
        params={"trunk": without["trunk"], "asked": asked, "free": free},
    )
