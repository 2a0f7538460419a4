"""Knows which new workplaces of a plan somebody else was quicker with: the person, the username or the internal number
is at the carrier by now."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
from sqlalchemy import Connection, select

from trunkload.storage.account_tables import workplace
from trunkload.storage.frames import read_frame
from trunkload.storage.order_tables import order_item, product_order
from trunkload.validation.actions.action import Action
from trunkload.validation.decide import identity_keys


class Lost(StrEnum):
    """What the carrier has by now."""

    PERSON = "person"
    USERNAME = "username"
    INTERNAL_NUMBER = "internal_number"


@dataclass(frozen=True, slots=True)
class Overtaken:
    """One row; `value` is the username that the person has, or the username or internal number that is taken."""

    row: int
    what: Lost
    value: str


def overtaken_rows(conn: Connection, import_id: str) -> tuple[Overtaken, ...]:
    """By row, the gravest of each: a person who has a workplace would get a second one (promise 5). When the plan was
    made none of it was so, or the row would have been blocked."""
    of_item = (order_item.c[name] for name in ("row", "username", "internal_number", "identity_key"))
    adds = (product_order.c.import_id == import_id) & (order_item.c.action == Action.ADD)
    items = read_frame(conn, select(*of_item).join(product_order).where(adds), index="row")
    of_workplace = (workplace.c[name] for name in ("id", "username", "internal_number"))
    person = (workplace.c[name] for name in ("given_name", "family_name", "email"))
    there = read_frame(conn, select(*of_workplace, *person), index="id")
    named = identity_keys(there["given_name"], there["family_name"], there["email"])
    taken = (
        (Lost.PERSON, items["identity_key"].map(_by(named, there["username"]))),
        (Lost.USERNAME, items["username"].where(items["username"].isin(there["username"].dropna()))),
        (Lost.INTERNAL_NUMBER, items["internal_number"].where(_given(items, there))),
    )
    return tuple(sorted(_gravest(taken), key=lambda one: one.row))


def _by(keys: pd.Series, usernames: pd.Series) -> dict[str, str]:
    return {str(key): str(name) for key, name in zip(keys, usernames.fillna("–"), strict=True) if key is not pd.NA}


def _given(items: pd.DataFrame, there: pd.DataFrame) -> pd.Series:
    return items["internal_number"].isin(there["internal_number"].dropna())


def _gravest(taken: tuple[tuple[Lost, pd.Series], ...]) -> Iterator[Overtaken]:
    told = set[int]()
    for what, values in taken:
        for row, value in values.dropna().items():
            if int(str(row)) not in told:
                told.add(int(str(row)))
                yield Overtaken(int(str(row)), what, str(value))
