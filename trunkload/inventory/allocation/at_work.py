"""Knows the numbers of workplaces that are there: they keep their own."""

from dataclasses import replace

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.allocation.proposal import KEPT, Allocation

TEXT = pd.StringDtype("pyarrow")


def with_kept_numbers(allocation: Allocation, kept: pd.DataFrame, account: Account) -> Allocation:
    """The allocation with rows whose workplace is there and keeps its number; it is free for nobody else.

    `kept`: index = row number; text columns workplace_id and internal_number (another one that is asked for, or NA).
    """
    record = account.workplaces.reindex(kept["workplace_id"]).set_axis(kept.index)
    numbers = account.numbers.reindex(record["number"]).set_axis(kept.index)
    given = pd.DataFrame(
        {
            "number": record["number"],
            "extension": numbers["extension"],
            "internal_number": kept["internal_number"].fillna(record["internal_number"]),
            "block": numbers["block"],
            "reason": pd.Series(KEPT, index=kept.index, dtype=TEXT),
        }
    )
    return replace(allocation, given=pd.concat([allocation.given, given]).sort_index())
