"""Knows whose workplace a row is about: by employee number, name and login address, username or telephone number."""

from dataclasses import dataclass

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import WORKPLACE_COLUMNS, Account
from trunkload.inventory.places import number_sites
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.ended import ended_before
from trunkload.validation.actions.owners import numbers_told, owners
from trunkload.validation.decide import identity_keys
from trunkload.validation.trunk_names import folded

EXPLICIT = (Action.MODIFY.value, Action.DELETE.value)
"""Who writes one of these means a workplace that is there, however the row says which."""


@dataclass(frozen=True, slots=True)
class Known:
    """Rows whose workplace is known. `record`: index = row number, WORKPLACE_COLUMNS and workplace_id; `other`: text,
    the username of a second workplace that the same row names, NA where it names but one; `account` is where it was
    looked for, None where none is known. `ended`: of rows that delete what an order of ours has deleted before, and of
    no others, the import that did it."""

    account: Account | None
    record: pd.DataFrame
    other: pd.Series
    ended: pd.Series

    def of(self, *states: str) -> pd.DataFrame:
        """The records of workplaces in one of these states, as in WORKPLACE_COLUMNS."""
        return self.record[self.record["state"].isin(states).to_numpy(dtype=bool)]

    def without(self, rows: pd.Index) -> "Known":
        """Without these rows."""
        left = (one.drop(rows, errors="ignore") for one in (self.other, self.ended))
        return Known(self.account, self.record.drop(rows, errors="ignore"), *left)

    def strangers(self, decided: pd.DataFrame) -> pd.DataFrame:
        """The rows of people whom nobody knows yet."""
        return decided.drop(self.record.index, errors="ignore")

    def placed(self, read: pd.DataFrame) -> pd.DataFrame:
        """`read` with the trunk of the workplace where the row names no other place: an extension stands behind it."""
        at_work = self.of("active", "changing")
        if self.account is None or at_work.empty:
            return read
        site = sites_of(at_work, self.account)
        typed = read[Field.LOCATION].reindex(at_work.index)
        stays = typed.isna() | (folded(typed) == folded(site)).fillna(value=False)
        trunk = at_work["trunk"].where(stays).reindex(read.index)
        return read.assign(**{Field.TRUNK: read[Field.TRUNK].fillna(trunk)})


def sites_of(record: pd.DataFrame, account: Account) -> pd.Series:
    """The site of each workplace: that of its number (R-10), else that of its trunk. `record`: as in `Known`."""
    numbers = account.numbers.reindex(record["number"]).set_axis(record.index)
    of_trunk = record["trunk"].map({one.id: one.site for one in account.trunks}).astype(record["trunk"].dtype)
    return number_sites(numbers, account).fillna(of_trunk)


def know_people(read: pd.DataFrame, keys: pd.DataFrame, account: Account | None) -> Known:
    """Who the rows are about; `keys` as in `decide.person_keys`.

    Employee number first, then name and login address; a row that says modify or delete may also give nothing but a
    username or a telephone number. Of two people with the same name and address the username or number decides.
    """
    places = pd.DataFrame(columns=list(WORKPLACE_COLUMNS)) if account is None else account.workplaces
    if account is None or places.empty:
        nothing = pd.Series(pd.NA, index=read.index[:0], dtype=pd.StringDtype("pyarrow"))
        ended = nothing if account is None else ended_before(read, keys, account)
        return Known(account, places[:0].assign(workplace_id=None).set_axis(read.index[:0]), nothing, ended)
    found = _found_by(read, keys, places, account)
    ended = _still_ended(ended_before(read, keys, account), found, keys)
    found = found.drop(ended.index)
    action = read["action.meant"].reindex(found.index)
    found = found[found[["employee", "person"]].notna().any(axis=1) | action.isin(EXPLICIT)]
    found = found[found.notna().any(axis=1)]
    one = found["employee"].fillna(found["person"]).fillna(found["username"]).fillna(found["number"])
    other = _others(found, one, action.reindex(found.index))
    record = places.reindex(one)[list(WORKPLACE_COLUMNS)].set_axis(one.index).assign(workplace_id=one)
    return Known(account, record, other.map(places["username"].to_dict()).astype(one.dtype), ended)


def _still_ended(ended: pd.Series, found: pd.DataFrame, keys: pd.DataFrame) -> pd.Series:
    """Without people who have a workplace again; a username or number that somebody else has now is not theirs, but
    means that other one where the row says nothing else."""
    again = found[["employee", "person"]].notna().any(axis=1)
    again |= found.notna().any(axis=1) & keys.isna().all(axis=1)
    return ended[~again.loc[ended.index].to_numpy(dtype=bool)]


def _found_by(read: pd.DataFrame, keys: pd.DataFrame, places: pd.DataFrame, account: Account) -> pd.DataFrame:
    """Workplace ids by what names them: columns employee, person, second, username, number."""
    named = identity_keys(places["given_name"], places["family_name"], places["email"])
    identity, ours = named.fillna(places["identity_key"]), places["identity_key"]
    found = pd.DataFrame(
        {
            "employee": owners(keys["employee_key"], places["employee_key"]),
            "person": owners(keys["identity_key"], identity).fillna(owners(keys["identity_key"], ours)),
            "second": owners(keys["identity_key"], identity[::-1]),
            "username": owners(read["username.meant"], places["username"]),
            "number": owners(numbers_told(read, account), places["number"]),
        }
    )
    told = found["username"].fillna(found["number"])
    same_person = (told.map(identity.to_dict()) == keys["identity_key"]).fillna(value=False).astype(bool)
    return found.assign(person=found["person"].mask(same_person, told), second=found["second"].mask(same_person))


def _others(found: pd.DataFrame, one: pd.Series, action: pd.Series) -> pd.Series:
    """A second workplace that the row names; the number of one that is deleted names it, else it is a wish."""
    deletes = (action == Action.DELETE).fillna(value=False).astype(bool)
    other = pd.Series(pd.NA, index=one.index, dtype=one.dtype)
    by_name = found["employee"].isna()
    for ids in (
        found["person"],
        found["second"].where(by_name),
        found["username"],
        found["number"].where(deletes),
    ):
        other = other.fillna(ids.where((ids != one).fillna(value=False).astype(bool)))
    return other
