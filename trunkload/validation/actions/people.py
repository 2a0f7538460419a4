"""Knows the people of a sheet who have a workplace: what their rows say beside what the carrier has."""

from dataclasses import dataclass

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.identity import Known
from trunkload.validation.placing import Placing


@dataclass(frozen=True, slots=True)
class People:
    """Tables with one row for each, by row number. `read`: what the cells mean; `places`: trunk, site, block and wish
    of the row; `record`: WORKPLACE_COLUMNS and workplace_id; `other` as in `Known`; `typed`: the action that is
    written, NA where none is; `start`: the day that is asked for as ISO text, NA for today."""

    account: Account
    read: pd.DataFrame
    places: pd.DataFrame
    record: pd.DataFrame
    other: pd.Series
    typed: pd.Series
    start: pd.Series

    @property
    def rows(self) -> pd.Index:
        return self.record.index

    @property
    def wanted(self) -> pd.Series:
        """A known person whose row says nothing else may get a change, never an end."""
        return self.typed.fillna(Action.MODIFY)

    def who(self, action: Action) -> pd.Index:
        return self.rows[(self.wanted == action).to_numpy(dtype=bool)]

    def only(self, rows: pd.Index) -> "People":
        tables = self.read.loc[rows], self.places.loc[rows], self.record.loc[rows]
        return People(self.account, *tables, self.other.loc[rows], self.typed.loc[rows], self.start.loc[rows])


def people_at_work(read: pd.DataFrame, decided: pd.DataFrame, placing: Placing, known: Known) -> People | None:
    """The rows whose person has an active workplace; None where there is none."""
    record = known.of("active")
    if known.account is None or record.empty:
        return None
    rows = record.index
    places = pd.DataFrame(
        {"trunk": placing.trunk, "site": placing.site, "block": placing.block, "wish": placing.wish}
    ).loc[rows]
    read = read.loc[rows]
    other = known.other.reindex(rows)
    return People(known.account, read, places, record, other, read["action.meant"], decided.loc[rows, "start_date"])
