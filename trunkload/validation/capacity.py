"""Judges whether the contract holds what the sheet asks for: contingents, then free numbers (R-14, N-10)."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account, Package
from trunkload.inventory.allocation import Allocation
from trunkload.inventory.contingent_use import WORKPLACE, planned_of
from trunkload.validation.actions.action import Action
from trunkload.validation.block_names import shown_blocks
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

PLACES = (Field.TRUNK, Field.LOCATION)


def judge_contingents(wanted: pd.DataFrame, account: Account, teller: Teller) -> Iterator[Told]:
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
    return max(0, contingent.free - planned_of(name, account))


def _beyond(code: Code, rows: pd.Index, left: int, name: str, teller: Teller) -> Told:
    field = Field.CONFERENCE_PACKAGE if code is Code.PACKAGE_EXHAUSTED else None
    told = {"name": name, "asked": str(len(rows)), "free": str(left), "first": str(next(iter(rows[left:]), ""))}
    return teller.tell(code, rows[left:], field, params=told)


def judge_allocation(wanted: pd.DataFrame, allocation: Allocation, account: Account, teller: Teller) -> Iterator[Told]:
    """N-10: rows for which their trunk at their site, or the block that they name, has no number left; each names the
    whole shortage and the row from which on it bites."""
    asking = wanted[wanted["wish"].isna()]
    without = asking.drop(allocation.given.index, errors="ignore")
    if not len(without):
        return
    of_block = asking["block"].dropna()
    named = without.index.intersection(of_block.index)
    place = asking["trunk"] + "\x1f" + asking["site"]
    yield teller.tell_filled(
        Code.NO_FREE_NUMBER,
        without.index.difference(named),
        PLACES,
        params={"trunk": asking["trunk"], "site": asking["site"], **_shortage(place, without)},
    )
    shown = of_block.map(shown_blocks(account))
    told = {"trunk": asking["trunk"], "block": shown, **_shortage(of_block, without.loc[named])}
    yield teller.tell(Code.NO_FREE_NUMBER_IN_BLOCK, named, Field.NUMBER_BLOCK, params=told)


def _shortage(asking: pd.Series, without: pd.DataFrame) -> dict[str, pd.Series]:
    """For every row without a number how many rows ask where it does, how many get one, and the first that does not;
    `asking`: the place or block of all rows."""
    lacking = asking.loc[without.index]
    short, first = lacking.value_counts(), lacking[~lacking.duplicated()]
    asked = asking.value_counts().reindex(short.index)
    counted = {"asked": asked, "free": asked - short, "first": pd.Series(first.index, index=pd.Index(first))}
    return {
        name: lacking.map({str(of): str(count) for of, count in counts.items()}) for name, counts in counted.items()
    }
