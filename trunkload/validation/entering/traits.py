"""Reads what stands beside a number that is entered: trunk, site, state, day; what a person wrote becomes ours."""

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from trunkload.intake.vocabulary import normalised
from trunkload.inventory.account import Account, NumberState
from trunkload.validation.days import read_dates
from trunkload.validation.entering.entries import EntryCode, EntryProblem

TEXT = pd.StringDtype("pyarrow")
STATE_WORDS: Mapping[str, NumberState] = {
    **dict.fromkeys(("free", "frei", "available", "verfügbar", "unbelegt"), NumberState.FREE),
    **dict.fromkeys(("assigned", "vergeben", "belegt", "in use", "zugewiesen"), NumberState.ASSIGNED),
    **dict.fromkeys(("blocked", "gesperrt"), NumberState.BLOCKED),
    **dict.fromkeys(("function", "Funktion"), NumberState.FUNCTION),
    **dict.fromkeys(("future", "künftig", "zukünftig", "ab Datum"), NumberState.FUTURE),
}
"""States in which a number can be entered; `held` and `resting` are what we make of one."""

_STATES = {normalised(word): state for word, state in STATE_WORDS.items()}
OWNED = (NumberState.ASSIGNED, NumberState.FUNCTION)


def read_traits(entries: pd.DataFrame, account: Account, today: date) -> tuple[pd.DataFrame, list[EntryProblem]]:
    """The table with `trunk`, `site`, `state` and `available_from` in our words, and what cannot be read.

    `asked` is the state without our default: NA where the entry says none.
    """
    trunks = {normalised(name): one.id for one in account.trunks for name in (*one.aliases, one.id)}
    sites = {normalised(one.name): one.name for one in account.sites}
    only = account.trunks[0].id if len(account.trunks) == 1 else pd.NA
    days = read_dates(entries["available_from"])
    state = _mapped(entries["state"], _STATES)
    later = entries["state"].isna() & entries["available_from"].notna()
    asked = state.mask(later, NumberState.FUTURE)
    read = entries.assign(
        trunk=_mapped(entries["trunk"], trunks).where(entries["trunk"].notna(), only).astype(TEXT),
        site=_mapped(entries["site"], sites),
        state=asked.mask(entries["state"].isna() & ~later, NumberState.FREE),
        asked=asked,
        available_from=days,
    )
    return read, list(_problems(entries, read, account, today))


def _mapped(typed: pd.Series, known: Mapping[str, str]) -> pd.Series:
    """Few words stand in many cells."""
    return typed.map({word: known.get(normalised(word)) for word in typed.dropna().unique()}).astype(TEXT)


def _problems(typed: pd.DataFrame, read: pd.DataFrame, account: Account, today: date) -> Iterator[EntryProblem]:
    trunks = ", ".join(one.id for one in account.trunks)
    known = {
        "trunk": (EntryCode.TRUNK_UNKNOWN, {"known": trunks}),
        "site": (EntryCode.SITE_UNKNOWN, {"known": ", ".join(one.name for one in account.sites)}),
        "state": (EntryCode.STATE_UNKNOWN, {}),
        "available_from": (EntryCode.DAY_FORM, {}),
    }
    for field, (code, params) in known.items():
        unread = typed[field].notna() & read[field].isna()
        for row, value in typed.loc[unread, field].items():
            yield EntryProblem(code, _row(row), field, str(value), params)
    for row in typed.index[typed["trunk"].isna() & read["trunk"].isna()]:
        yield EntryProblem(EntryCode.TRUNK_MISSING, _row(row), "trunk", params={"known": trunks})
    for row in read.index[read["state"].isin(OWNED) & typed["holder"].isna()]:
        yield EntryProblem(EntryCode.HOLDER_MISSING, _row(row), "holder")
    future, day = read["state"] == NumberState.FUTURE, read["available_from"]
    for row in read.index[future & typed["available_from"].isna()]:
        yield EntryProblem(EntryCode.DAY_MISSING, _row(row), "available_from")
    past = future & (day <= today.isoformat()).fillna(value=False)
    for row, value in typed.loc[past, "available_from"].items():
        yield EntryProblem(EntryCode.DAY_PAST, _row(row), "available_from", str(value))


def _row(row: object) -> int:
    return int(str(row))
