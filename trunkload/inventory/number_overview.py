"""Knows what an overview tells of every number: where it is, to whom it belongs, and why it is not given."""

import pandas as pd

from trunkload.inventory.account import Account, NumberState
from trunkload.inventory.availability import Hindrance, hindrances, reserved_for
from trunkload.inventory.places import number_sites
from trunkload.inventory.strategy import LOWEST, Choosing

OVERVIEW_COLUMNS = (
    "trunk",
    "extension",
    "state",
    "holder",
    "held_until",
    "available_from",
    "site",
    "block",
    "given_name",
    "family_name",
    "activated_on",
    "since",
    "source",
    "note",
    "reason",
    "reserved_for",
    "kept_for_row",
    "taken_at",
)
"""All text, the index is the E.164 number. `holder`: username (assigned; the workplace's id where it has none), import
id or whoever the carrier names (held), name of the function. The names are those of the person at work on the number or
planned for it. `reason`: a Hindrance, NA for what may be given unasked; `reserved_for`: the name of the reserved range;
`kept_for_row`: the blocked row of the import that the number waits for; `taken_at`: the time of the snapshot."""

PERSON = ["given_name", "family_name", "activated_on"]


def numbers_overview(account: Account, choosing: Choosing = LOWEST) -> pd.DataFrame:
    """OVERVIEW_COLUMNS for every number of the account, in the order of the account's numbers."""
    numbers, why = account.numbers, hindrances(account, choosing)
    people, planned = account.workplaces, account.workplaces["state"] == "planned"
    at_work = people.reindex(numbers["holder"]).set_axis(numbers.index)
    coming = people[planned.to_numpy(dtype=bool)].drop_duplicates("number").set_index("number").reindex(numbers.index)
    assigned, held = (numbers["state"] == state for state in (NumberState.ASSIGNED, NumberState.HELD))
    persons = {name: at_work[name].where(assigned, coming[name].where(held)) for name in PERSON}
    kept = account.kept["row"].reindex(numbers.index).where(why == Hindrance.KEPT)
    told = numbers.assign(
        holder=at_work["username"].where(assigned).fillna(numbers["holder"]),
        site=number_sites(numbers, account),
        **persons,
        reason=why,
        reserved_for=reserved_for(account).where(why == Hindrance.RESERVED),
        kept_for_row=kept,
        taken_at=pd.Series(account.taken_at.isoformat(), index=numbers.index, dtype=numbers["state"].dtype),
    )
    return told[list(OVERVIEW_COLUMNS)]
