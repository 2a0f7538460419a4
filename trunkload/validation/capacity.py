"""Judges whether the contract holds what the sheet asks for: contingents, then free numbers (R-14, N-10)."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account, Package
from trunkload.inventory.allocation import Allocation
from trunkload.validation.actions.action import Action
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller

WORKPLACE = "workplace"


def judge_contingents(wanted: pd.DataFrame, account: Account, teller: Teller) -> Iterator[pd.DataFrame]:
    """Rows beyond what is booked, in row order, what our own open plans will use counted in (R-14).

    A change uses no workplace, and another package only; what ends is free when it has ended, not before.
    """
    rows = wanted.index[(wanted["action"] == Action.ADD).to_numpy(dtype=bool)]
    yield _beyond(Code.WORKPLACES_EXHAUSTED, rows, _left(WORKPLACE, account, len(rows)), WORKPLACE, teller)
    package_now = wanted["workplace_id"].map(account.workplaces["package"].to_dict()).astype(wanted["package"].dtype)
    asked = wanted["package"].mask((wanted["package"] == package_now).fillna(value=False).astype(bool))
    for package in (Package.BASIC, Package.PLUS, Package.PREMIUM):
        rows = wanted.index[(asked == package.value).fillna(value=False).to_numpy(dtype=bool)]
        yield _beyond(Code.PACKAGE_EXHAUSTED, rows, _left(package, account, len(rows)), package.value, teller)


def _left(name: str, account: Account, uncounted: int) -> int:
    """What may still be ordered of `name`; `uncounted` where the carrier counts none."""
    contingent = account.contingent(name)
    if contingent is None:
        return uncounted
    planned = account.workplaces[account.workplaces["state"] == "planned"]
    changing = (account.workplaces["planned_package"] == name).fillna(value=False).sum()
    ours = len(planned) if name == WORKPLACE else int((planned["package"] == name).sum()) + int(changing)
    return max(0, contingent.free - ours)


def _beyond(code: Code, rows: pd.Index, left: int, name: str, teller: Teller) -> pd.DataFrame:
    field = Field.CONFERENCE_PACKAGE if code is Code.PACKAGE_EXHAUSTED else None
    return teller.tell(code, rows[left:], field, params={"name": name, "asked": str(len(rows)), "free": str(left)})


def judge_allocation(wanted: pd.DataFrame, allocation: Allocation, teller: Teller) -> pd.DataFrame:
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
