"""Knows whose workplace an order of ours has deleted: who asks for that once more has nothing left to do."""

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.owners import numbers_told, owners
from trunkload.validation.decide import identity_keys


def ended_before(read: pd.DataFrame, keys: pd.DataFrame, account: Account) -> pd.Series:
    """By row number the import that deleted the workplace which the row deletes; no other rows (promise 5).

    Who is meant is told as for a workplace that is there, and every cell that names it must fit.
    """
    ended, deletes = account.ended, (read["action.meant"] == Action.DELETE).fillna(value=False).to_numpy(dtype=bool)
    read, keys = read[deletes], keys[deletes]
    if ended.empty or read.empty:
        return read["action.meant"][:0]
    named = identity_keys(ended["given_name"], ended["family_name"], ended["email"])
    number = numbers_told(read, account)
    one = owners(keys["employee_key"], ended["employee_key"])
    for told, owned in (
        (keys["identity_key"], ended["identity_key"]),
        (keys["identity_key"], named),
        (read["username.meant"], ended["username"]),
        (number, ended["number"]),
    ):
        one = one.fillna(owners(told, owned))
    one = one.dropna()
    fits = _fits(read.loc[one.index], number.loc[one.index], ended.reindex(one).set_axis(one.index))
    return ended["import_id"].reindex(one).set_axis(one.index)[fits]


def _fits(read: pd.DataFrame, number: pd.Series, record: pd.DataFrame) -> pd.Series:
    """Rows in which no cell names somebody else than the record."""
    cells = {
        "given_name": read[Field.FIRST_NAME],
        "family_name": read[Field.LAST_NAME],
        "email": read["login_email"],
        "username": read["username.meant"],
        "number": number,
    }
    fits = pd.Series(data=True, index=read.index)
    for name, cell in cells.items():
        fits &= (cell.str.lower() == record[name].str.lower()).fillna(value=True).astype(bool)
    return fits
