"""Knows what becomes of a workplace that is there: the carrier's record with the row's changes laid over it."""

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.changes import NOTHING
from trunkload.validation.actions.identity import sites_of
from trunkload.validation.actions.people import People
from trunkload.validation.decide import identity_keys

KEPT = ("given_name", "family_name", "email", "street", "house_number", "postal_code", "city", "country")
"""What an empty cell leaves as it is."""


def with_records(decided: pd.DataFrame, people: People, changed: pd.DataFrame) -> pd.DataFrame:
    """`decided`, where the rows of `people` ask for that workplace as it is to be, or as it is where it ends.

    `wish` and `internal_number` are filled only where they change, so that they are judged as any wish is.
    """
    record, own = people.record, decided.loc[people.rows]
    laid = changed.drop(people.who(Action.DELETE)).reindex(changed.index)
    mobile = laid["mobile"].fillna(record["mobile"]).replace({NOTHING: pd.NA})
    named = identity_keys(record["given_name"], record["family_name"], record["email"])
    values = {name: laid[name].fillna(record[name]) for name in KEPT} | {
        "package": laid["package"].fillna(record["package"]).fillna("none"),
        "action": people.wanted,
        "workplace_id": record["workplace_id"],
        "package_before": record["package"].fillna("none"),
        "mobile": mobile,
        "password_channel": pd.Series("email", index=people.rows).mask(mobile.notna(), "sms"),
        "username": record["username"],
        "username_typed": pd.Series(pd.NA, index=people.rows),
        "trunk": record["trunk"],
        "site": sites_of(record, people.account),
        "wish": laid["number"],
        "internal_number": laid["internal_number"],
        "block": own["block"].where(laid["number"].notna()),
        "employee_key": own["employee_key"].fillna(record["employee_key"]),
        "identity_key": record["identity_key"].fillna(named),
    }
    here = decided.index.isin(people.rows)
    laid_over = {name: told.astype(decided[name].dtype).reindex(decided.index) for name, told in values.items()}
    return decided.assign(**{name: decided[name].mask(here, told) for name, told in laid_over.items()})


def keeps_number(ready: pd.DataFrame) -> pd.Series:
    """Rows whose workplace is there and wishes no other number."""
    return (ready["action"] != Action.ADD).astype(bool) & ready["wish"].isna()


def with_own_internals(ready: pd.DataFrame, account: Account) -> pd.DataFrame:
    """`ready`, where a workplace that gets another number keeps its internal number unless the row gives one."""
    own = ready["workplace_id"].map(account.workplaces["internal_number"].to_dict())
    return ready.assign(internal_number=ready["internal_number"].fillna(own.astype(ready["internal_number"].dtype)))
