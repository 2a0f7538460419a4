"""Knows which number waits for whom: an earlier import keeps it for a row that was blocked then."""

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.arrow_text import among
from trunkload.validation.decide import name_keys

TEXT = pd.StringDtype("pyarrow")


def own_kept(decided: pd.DataFrame, account: Account | None) -> pd.Series:
    """The number that is kept for each row's person, NA for who has none waiting; no number comes twice.

    By employee number, else by name and login address, else by the name alone where only one person is called so here
    and there; who gives another employee number is another person.
    """
    if account is None or not len(account.kept) or not len(decided):
        return pd.Series(pd.NA, index=decided.index, dtype=TEXT)
    kept = account.kept.reset_index(names="number")
    names = name_keys(decided["given_name"], decided["family_name"])
    employee, identity = decided["employee_key"], decided["identity_key"]
    by_number = _number_of(employee, kept, "employee_key")
    others = kept[kept["employee_key"].isna() | ~among(kept["employee_key"], employee)]
    by_person = _number_of(identity, others, "identity_key")
    by_name = _number_of(names.mask(names.duplicated(keep=False)), others, "name_key")
    theirs = others.set_index("number")["employee_key"].reindex(by_name).set_axis(by_name.index)
    number = by_number.fillna(by_person).fillna(by_name.mask(employee.notna() & theirs.notna()))
    return number.mask(number.duplicated())


def _number_of(keys: pd.Series, kept: pd.DataFrame, name: str) -> pd.Series:
    """The number whose one owner has this key; NA where none has, or several do."""
    owners = kept.dropna(subset=name).drop_duplicates(name, keep=False)
    return keys.map(dict(zip(owners[name], owners["number"], strict=True))).astype(TEXT)
