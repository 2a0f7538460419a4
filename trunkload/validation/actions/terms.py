"""Judges whether the minimum term lets a workplace end, or its package become smaller, on the day that is asked."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Package
from trunkload.inventory.terms import TERM_DAYS, end_days, first_days
from trunkload.validation.actions.people import People
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

SIZES = {package.value: size for size, package in enumerate(Package)}
"""S-20: none < Basic < Plus < Premium."""


def judge_ends(people: People, today: date, teller: Teller) -> Iterator[Told]:
    """R-11, S-22: a workplace ends when its own term is over and that of its package, whichever is later."""
    first, unknown = end_days(people.record)
    early = _is_early(people, first, today)
    params = _params(people.record, first)
    yield teller.tell(Code.DELETE_TOO_EARLY, people.rows[early], Field.ACTION, params=params)
    yield teller.tell(Code.TERM_UNKNOWN, people.rows[unknown & ~early], Field.ACTION, params=params)


def judge_packages(people: People, changed: pd.Series, today: date, teller: Teller) -> Iterator[Told]:
    """S-21, S-22: a larger package any time, a smaller one when the term of the present package is over.

    `changed`: the package that each row asks for, NA where it stays.
    """
    package = changed.dropna()
    old = people.record["package"].reindex(package.index).fillna("none")
    yield teller.tell(Code.CLIENTS_RESTART, package.index, Field.CONFERENCE_PACKAGE)
    less = people.only(package.index[(package.map(SIZES) < old.map(SIZES)).to_numpy(dtype=bool)])
    first = first_days(less.record["package_since"])
    early = _is_early(less, first, today)
    params = _params(less.record, first)
    yield teller.tell(Code.DOWNGRADE_TOO_EARLY, less.rows[early], Field.CONFERENCE_PACKAGE, params=params)
    yield teller.tell(Code.TERM_UNKNOWN, less.rows[first.isna()], Field.CONFERENCE_PACKAGE, params=params)


def _is_early(people: People, first: pd.Series, today: date) -> pd.Series:
    """A row is carried out on the day that it asks for, and not before today."""
    day = people.start.fillna(today.isoformat())
    day = day.where((day >= today.isoformat()).astype(bool), today.isoformat())
    return (day < first).fillna(value=False).astype(bool)


def _params(record: pd.DataFrame, first: pd.Series) -> dict[str, pd.Series | str]:
    return {"date": first, "username": record["username"], "days": str(TERM_DAYS)}
