"""Knows at which site each number is: that of its block, else that of its trunk (R-10)."""

import pandas as pd
import pyarrow.compute as pc

from trunkload.inventory.account import Account
from trunkload.inventory.arrow_text import arrow

TEXT = pd.StringDtype("pyarrow")


def block_sites(account: Account) -> dict[str, str]:
    """The site of each block, by its id."""
    of_trunk = {one.id: one.site for one in account.trunks}
    return {one.id: one.site or of_trunk.get(one.trunk, "") for one in account.blocks}


def number_sites(numbers: pd.DataFrame, account: Account) -> pd.Series:
    """The site of each of these rows of `account.numbers`; a single number is at its trunk's; NA: unknown."""
    of_trunk = numbers["trunk"].map({one.id: one.site for one in account.trunks}).astype(TEXT)
    return numbers["block"].map(block_sites(account)).astype(TEXT).fillna(of_trunk)


def served_sites(account: Account) -> dict[str, tuple[str, ...]]:
    """Where each trunk has numbers, its own site first; a trunk that has none yet serves its own."""
    at = block_sites(account)
    alone = pc.is_null(arrow(account.numbers["block"]))
    single = set(pc.unique(arrow(account.numbers["trunk"]).filter(alone)).to_pylist())
    served = {
        trunk.id: {at[block.id] for block in account.blocks if block.trunk == trunk.id}
        | ({trunk.site} if trunk.id in single else set())
        for trunk in account.trunks
    }
    return {
        trunk.id: (*served[trunk.id] & {trunk.site}, *sorted(served[trunk.id] - {trunk.site})) or (trunk.site,)
        for trunk in account.trunks
    }


def implied_sites(account: Account) -> dict[str, str]:
    """The site of a trunk's row that names none: the trunk's own where it has numbers there, else its first other."""
    return {trunk: sites[0] for trunk, sites in served_sites(account).items()}


def serves(trunk: pd.Series, site: pd.Series, account: Account) -> pd.Series:
    """Whether each trunk has numbers at the site; false where one of them is not known."""
    pairs = [f"{one}\x1f{at}" for one, sites in served_sites(account).items() for at in sites]
    served: pd.Series = (trunk + "\x1f" + site).isin(pairs).astype(bool)
    return served
