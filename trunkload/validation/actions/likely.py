"""Tells where a new workplace may be somebody's second one: the e-mail or the name is at work already (promise 5)."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.inventory.arrow_text import among
from trunkload.validation.actions.action import Action
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

EMAILS = (Field.AUTH_EMAIL, Field.EMAIL)


def judge_likely_persons(decided: pd.DataFrame, account: Account, teller: Teller) -> Iterator[Told]:
    """After a marriage or with a new address a person is not recognised: one of name and e-mail is another one."""
    new, there = decided[decided["action"] == Action.ADD], account.workplaces
    holder = (there["given_name"].fillna("") + " " + there["family_name"].fillna("")).str.strip()
    by_email = _first_of(new["email"].str.lower(), there["email"].str.lower())
    told: dict[str, pd.Series | str] = {
        "username": by_email.map(there["username"].fillna("–")),
        "holder": by_email.map(holder),
    }
    yield teller.tell_filled(Code.EMAIL_AT_WORK, by_email.index, EMAILS, params=told)
    by_name = _first_of(_names(new), _names(there)).drop(by_email.index, errors="ignore")
    names: dict[str, pd.Series | str] = {"username": by_name.map(there["username"].fillna("–"))}
    yield teller.tell(Code.NAME_AT_WORK, by_name.index, Field.LAST_NAME, params=names)


def _names(people: pd.DataFrame) -> pd.Series:
    return people["given_name"].str.lower() + "\x1f" + people["family_name"].str.lower()


def _first_of(asked: pd.Series, owned: pd.Series) -> pd.Series:
    """By row the id of the first workplace with the same text; rows without one are not there."""
    first = owned.dropna().drop_duplicates()
    here = asked[among(asked, first)]
    return here.map(dict(zip(first, first.index, strict=True)))
