"""Knows whose workplace a person means: by its id, its username, its telephone number, or the person's whole name."""

from difflib import get_close_matches

import pandas as pd

NEAR = 3


def workplaces_named(workplaces: pd.DataFrame, who: str, number: str | None) -> pd.DataFrame:
    """Those that fit best, as in `Account.workplaces`: an id before a username, that before a number, that before a
    name. `number`: `who` as E.164, None where it is no telephone number."""
    said = who.strip().casefold()
    names = (workplaces["given_name"].fillna("") + " " + workplaces["family_name"].fillna("")).str.casefold()
    for fits in (
        workplaces.index.astype(str).str.casefold() == said,
        workplaces["username"].str.casefold() == said,
        workplaces["number"] == number if number is not None else pd.Series(data=False, index=workplaces.index),
        names == " ".join(said.split()),
    ):
        found = workplaces[pd.Series(fits, index=workplaces.index).fillna(value=False).to_numpy(dtype=bool)]
        if len(found):
            return found
    return workplaces[:0]


def usernames_near(workplaces: pd.DataFrame, who: str) -> list[str]:
    """Usernames that are written much like it, the nearest first."""
    return get_close_matches(who.strip().casefold(), workplaces["username"].dropna().tolist(), NEAR)
