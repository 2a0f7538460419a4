"""Knows how people name a trunk and a site, and which is meant where a row names but one or none (S-01, R-10)."""

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.places import block_sites, implied_sites, number_sites, served_sites

TEXT = pd.StringDtype("pyarrow")


def folded(text: pd.Series) -> pd.Series:
    return text.str.lower().str.replace(r"[\s_-]+", "", regex=True)


def fold(text: str) -> str:
    return "".join(text.lower().replace("_", "").replace("-", "").split())


def trunk_names(account: Account) -> dict[str, str]:
    """Every name of a trunk, and its id (S-01)."""
    return {name: one.id for one in account.trunks for name in (one.id, *one.aliases)}


def read_sites(typed: pd.Series, account: Account) -> pd.Series:
    """The site that each row names; NA where it names none that is known."""
    return folded(typed).map({fold(one.name): one.name for one in account.sites}).astype(TEXT)


def read_trunks(typed: pd.Series, site: pd.Series, account: Account) -> pd.Series:
    """The trunk that is named, else the only trunk there is, else the only one that serves the site (S-01)."""
    names = {fold(name): trunk for name, trunk in trunk_names(account).items()}
    serving: dict[str, list[str]] = {}
    for trunk, sites in served_sites(account).items():
        for one in sites:
            serving.setdefault(one, []).append(trunk)
    implied = site.map({name: trunks[0] for name, trunks in serving.items() if len(trunks) == 1}).astype(TEXT)
    if len(account.trunks) == 1:
        implied = pd.Series(account.trunks[0].id, index=typed.index, dtype=TEXT)
    return folded(typed).map(names).astype(TEXT).mask(typed.isna(), implied)


def silent_sites(trunk: pd.Series, block: pd.Series, wish: pd.Series, account: Account) -> pd.Series:
    """The site of rows that name none: where the number that they wish or the block that they name is, if that is on
    their trunk; else the one that the trunk implies."""
    site = trunk.map(implied_sites(account)).astype(TEXT)
    on_trunk = (block.map({one.id: one.trunk for one in account.blocks}) == trunk).fillna(value=False).astype(bool)
    site = site.mask(on_trunk, block.map(block_sites(account)).astype(TEXT))
    wishing = wish[wish.notna() & trunk.notna()]
    if not len(wishing):
        return site
    known = account.numbers.reindex(wishing).set_axis(wishing.index)
    here = (known["trunk"] == trunk.loc[wishing.index]).fillna(value=False).astype(bool)
    return site.mask(here.reindex(site.index, fill_value=False), number_sites(known, account).reindex(site.index))
