"""Knows what an item adds to the bill: a workplace with its package, or another package for one that is there."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from trunkload.inventory.contingent_use import WORKPLACE
from trunkload.validation.actions.action import Action


def added_by(action: str, package: str, before: object) -> tuple[str, ...]:
    """What one item adds, by the names of the price list: a workplace that is there adds at most another package."""
    if action == Action.ADD:
        return (WORKPLACE, package)
    return (package,) if action == Action.MODIFY and package != before else ()


def changes_package(items: pd.DataFrame) -> pd.Series:
    """Which items give a workplace that is there another package; bool, by row."""
    other = (items["action"] == Action.MODIFY) & (items["package"] != items["package_before"])
    return other.fillna(value=False).astype(bool)


def total_of(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """One unknown amount makes the total unknown."""
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
