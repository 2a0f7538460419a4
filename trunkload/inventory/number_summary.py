"""Counts the numbers of each trunk and site by their states; the counts add up to all of them."""

from dataclasses import dataclass

import pandas as pd

from trunkload.inventory.account import Account, NumberState


@dataclass(frozen=True, slots=True)
class Counted:
    """`states`: how many numbers are in each state, none left out; `free`: how many may be given unasked."""

    trunk: str
    site: str
    states: dict[NumberState, int]
    free: int

    @property
    def all(self) -> int:
        return sum(self.states.values())


def counted_numbers(overview: pd.DataFrame, account: Account) -> tuple[Counted, ...]:
    """One for every trunk and each site that it has numbers of, in the account's order; `overview` as made by
    `numbers_overview`."""
    places = [overview["trunk"], overview["site"]]
    states = overview.groupby([*places, overview["state"]]).size().to_dict()
    free = overview[overview["reason"].isna()].groupby(["trunk", "site"]).size().to_dict()
    there = set(overview.groupby(places).groups)
    sites = [one.name for one in account.sites]
    return tuple(
        Counted(
            trunk=trunk.id,
            site=site,
            states={state: int(states.get((trunk.id, site, state.value), 0)) for state in NumberState},
            free=int(free.get((trunk.id, site), 0)),
        )
        for trunk in account.trunks
        for site in sites
        if (trunk.id, site) in there or site == trunk.site
    )
