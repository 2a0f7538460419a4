"""Knows what an overview tells of every workplace, and which of them a person asks for."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.number_search import found_by
from trunkload.inventory.places import number_sites
from trunkload.inventory.terms import end_days

WORKPLACE_OVERVIEW = (
    "username",
    "given_name",
    "family_name",
    "trunk",
    "number",
    "internal_number",
    "package",
    "state",
    "import_id",
    "site",
    "package_since",
    "activated_on",
    "may_end_on",
    "planned_package",
    "taken_at",
)
"""All text, the index is the workplace's id. `may_end_on`: the first day on which the minimum terms of workplace and
package are over, as far as they are known (R-11, S-22); NA for what is planned only."""

SOUGHT = ("username", "email")


@dataclass(frozen=True, slots=True)
class AskedPeople:
    """None is anything. `search`: part of a name, username or e-mail address; `pattern`: of `search_pattern`, an
    alternative to `search`."""

    trunks: Collection[str] | None = None
    sites: Collection[str] | None = None
    packages: Collection[str] | None = None
    states: Collection[str] | None = None
    search: str | None = None
    pattern: str | None = None


def workplaces_overview(account: Account, asked: AskedPeople) -> pd.DataFrame:
    """WORKPLACE_OVERVIEW of the workplaces that meet everything that is asked."""
    people = account.workplaces.assign(
        site=_sites(account),
        package=account.workplaces["package"].fillna("none"),
        may_end_on=end_days(account.workplaces)[0],
        taken_at=account.taken_at.isoformat(),
    )
    people["taken_at"] = people["taken_at"].astype(people["username"].dtype)
    named = {"trunk": asked.trunks, "site": asked.sites, "package": asked.packages, "state": asked.states}
    chosen = np.ones(len(people), dtype=bool)
    for column, values in named.items():
        if values is not None:
            chosen &= people[column].isin(values).to_numpy(dtype=bool)
    if asked.search is not None:
        chosen &= _sought(people, asked.search, asked.pattern).to_numpy(dtype=bool)
    return people[chosen][list(WORKPLACE_OVERVIEW)]


def _sites(account: Account) -> pd.Series:
    """The site of the workplace's number, else that of its trunk."""
    people, site = account.workplaces, number_sites(account.numbers, account)
    of_trunk = people["trunk"].map({one.id: one.site for one in account.trunks}).astype(site.dtype)
    return site.reindex(people["number"]).set_axis(people.index).fillna(of_trunk)


def _sought(people: pd.DataFrame, search: str, pattern: str | None) -> pd.Series:
    name = people["given_name"].fillna("").str.cat(people["family_name"].fillna(""), sep=" ")
    found = pd.Series(data=False, index=people.index)
    for texts in (name, *(people[column] for column in SOUGHT)):
        found |= texts.str.casefold().str.contains(search.casefold(), regex=False).fillna(value=False).astype(bool)
    if pattern is not None:
        numbers = pd.Index(people["number"].fillna(""))
        found |= found_by(numbers, pattern).set_axis(people.index).astype(bool)
    return found
