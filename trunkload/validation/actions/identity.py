"""Knows whose workplace a row is about: by employee number, name and login address, username or telephone number."""

from dataclasses import dataclass

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import WORKPLACE_COLUMNS, Account
from trunkload.validation.actions.action import Action
from trunkload.validation.decide import identity_keys
from trunkload.validation.placing import folded
from trunkload.validation.wishes import guessed_numbers

EXPLICIT = (Action.MODIFY.value, Action.DELETE.value)
"""Who writes one of these means a workplace that is there, however the row says which."""


@dataclass(frozen=True, slots=True)
class Known:
    """Rows whose workplace is known. `record`: index = row number, WORKPLACE_COLUMNS and workplace_id; `other`: text,
    the username of a second workplace that the same row names, NA where it names but one; `account` is where it was
    looked for, None where none is known."""

    account: Account | None
    record: pd.DataFrame
    other: pd.Series

    def of(self, *states: str) -> pd.DataFrame:
        """The records of workplaces in one of these states, as in WORKPLACE_COLUMNS."""
        return self.record[self.record["state"].isin(states).to_numpy(dtype=bool)]

    def without(self, rows: pd.Index) -> "Known":
        """Without these rows."""
        left = self.record.drop(rows, errors="ignore"), self.other.drop(rows, errors="ignore")
        return Known(self.account, *left)

    def strangers(self, decided: pd.DataFrame) -> pd.DataFrame:
        """The rows of people whom nobody knows yet."""
        return decided.drop(self.record.index, errors="ignore")

    def placed(self, read: pd.DataFrame) -> pd.DataFrame:
        """`read` with the trunk of the workplace where the row names no other place: an extension stands behind it."""
        at_work = self.of("active", "changing")
        if self.account is None or at_work.empty:
            return read
        site = sites_of(at_work["trunk"], self.account)
        typed = read[Field.LOCATION].reindex(at_work.index)
        stays = typed.isna() | (folded(typed) == folded(site)).fillna(value=False)
        trunk = at_work["trunk"].where(stays).reindex(read.index)
        return read.assign(**{Field.TRUNK: read[Field.TRUNK].fillna(trunk)})


def sites_of(trunk: pd.Series, account: Account) -> pd.Series:
    """The site of each trunk id."""
    return trunk.map({one.id: one.site for one in account.trunks}).astype(trunk.dtype)


def know_people(read: pd.DataFrame, keys: pd.DataFrame, account: Account | None) -> Known:
    """Who the rows are about; `keys` as in `decide.person_keys`.

    Employee number first, then name and login address; a row that says modify or delete may also give nothing but a
    username or a telephone number. Of two people with the same name and address the username or number decides.
    """
    places = pd.DataFrame(columns=list(WORKPLACE_COLUMNS)) if account is None else account.workplaces
    if account is None or places.empty:
        nothing = pd.Series(pd.NA, index=read.index[:0], dtype=pd.StringDtype("pyarrow"))
        return Known(account, places[:0].assign(workplace_id=None).set_axis(read.index[:0]), nothing)
    found = _found_by(read, keys, places, account)
    found = found[found[["employee", "person"]].notna().any(axis=1) | read["action.meant"].isin(EXPLICIT)]
    found = found[found.notna().any(axis=1)]
    one = found["employee"].fillna(found["person"]).fillna(found["username"]).fillna(found["number"])
    other = _others(found, one, read["action.meant"].reindex(found.index))
    record = places.reindex(one)[list(WORKPLACE_COLUMNS)].set_axis(one.index).assign(workplace_id=one)
    return Known(account, record, other.map(places["username"].to_dict()).astype(one.dtype))


def _found_by(read: pd.DataFrame, keys: pd.DataFrame, places: pd.DataFrame, account: Account) -> pd.DataFrame:
    """Workplace ids by what names them: columns employee, person, second, username, number."""
    named = identity_keys(places["given_name"], places["family_name"], places["email"])
    identity = named.fillna(places["identity_key"])
    number = read["phone_number.e164"].fillna(guessed_numbers(read["phone_number.bare"], account))
    found = pd.DataFrame(
        {
            "employee": _ids(keys["employee_key"], places["employee_key"]),
            "person": _ids(keys["identity_key"], identity).fillna(_ids(keys["identity_key"], places["identity_key"])),
            "second": _ids(keys["identity_key"], identity[::-1]),
            "username": _ids(read["username.meant"], places["username"]),
            "number": _ids(number, places["number"]),
        }
    )
    told = found["username"].fillna(found["number"])
    same_person = (told.map(identity.to_dict()) == keys["identity_key"]).fillna(value=False).astype(bool)
    return found.assign(person=found["person"].mask(same_person, told), second=found["second"].mask(same_person))


def _ids(keys: pd.Series, owned: pd.Series) -> pd.Series:
    """The first workplace that owns each key."""
    first = owned.dropna().drop_duplicates()
    return keys.where(keys.isin(first)).map(dict(zip(first, first.index, strict=True))).astype(keys.dtype)


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
