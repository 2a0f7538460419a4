"""Foretells when a trunk runs out of numbers, at the pace at which workplaces came to it lately (N-10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from trunkload.inventory.account import Account

PACE_DAYS = 90
"""The pace is what was activated in so many days before the snapshot."""

WARN_DAYS = 60
"""N-10: getting more numbers takes weeks; whose numbers last for fewer days is told so."""

FARTHEST_DAYS = 3650
"""Beyond ten years a pace of three months foretells nothing."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """`free`: numbers of the trunk that may be given unasked; `activated`: workplaces of the last PACE_DAYS."""

    trunk: str
    free: int
    activated: int

    @property
    def days_left(self) -> int | None:
        """Whole days for which the numbers last; None where nobody came, or beyond FARTHEST_DAYS."""
        if not self.free:
            return 0
        days = self.free * PACE_DAYS // self.activated if self.activated else FARTHEST_DAYS + 1
        return days if days <= FARTHEST_DAYS else None

    @property
    def is_short(self) -> bool:
        return self.days_left is not None and self.days_left < WARN_DAYS

    def runs_out_on(self, today: date) -> date | None:
        """The day on which nothing is left to give: today where nothing is, None where no day can be foretold."""
        return None if self.days_left is None else today + timedelta(days=self.days_left)


def forecasts(account: Account, given: pd.Series, taken: Mapping[str, int] | None = None) -> tuple[Forecast, ...]:
    """For every trunk, in the account's order. `given`: the trunk of each number that may be given unasked; `taken`:
    how many of them a plan is about to take from which trunk."""
    free, came = given.value_counts(), activated_lately(account)
    going = taken or {}
    return tuple(
        Forecast(
            trunk=one.id,
            free=max(0, int(free.get(one.id, 0)) - going.get(one.id, 0)),
            activated=int(came.get(one.id, 0)),
        )
        for one in account.trunks
    )


def activated_lately(account: Account) -> pd.Series:
    """How many workplaces were activated on each trunk in the PACE_DAYS that end with the snapshot's day."""
    last = account.taken_at.date()
    first = last - timedelta(days=PACE_DAYS - 1)
    day = account.workplaces["activated_on"]
    lately = ((day >= first.isoformat()) & (day <= last.isoformat())).fillna(value=False).to_numpy(dtype=bool)
    return account.workplaces["trunk"][lately].value_counts()
