"""Knows what is left of each contingent when our own open plans have taken their part (R-14)."""

from dataclasses import dataclass

import pandas as pd

from trunkload.inventory.account import Account

WORKPLACE = "workplace"


@dataclass(frozen=True, slots=True)
class ContingentUse:
    """`planned`: what our open imports will use and the carrier does not count yet."""

    name: str
    booked: int
    used: int
    planned: int

    @property
    def left(self) -> int:
        return max(0, self.booked - self.used - self.planned)


def contingents_used(account: Account) -> tuple[ContingentUse, ...]:
    """Every contingent of the account. What a change or an end will set free is not counted before it is."""
    return tuple(
        ContingentUse(one.name, one.booked, one.used, planned_of(one.name, account)) for one in account.contingents
    )


def planned_of(name: str, account: Account) -> int:
    """How many workplaces or packages called `name` our open imports ask for."""
    planned = (account.workplaces["state"] == "planned").to_numpy(dtype=bool)
    if name == WORKPLACE:
        return int(planned.sum())
    return _count(account.workplaces["package"][planned], name) + _count(account.workplaces["planned_package"], name)


def _count(packages: pd.Series, name: str) -> int:
    return int((packages == name).fillna(value=False).sum())
