"""Judges what stands twice in a sheet: both rows are named, neither is chosen for the person (domain.md section 7)."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.validation.codes import Code
from trunkload.validation.glance.distinct import Distinct, distinct_of
from trunkload.validation.telling import Teller
from trunkload.validation.texts import arrow, series
from trunkload.validation.told import Told

INTERNAL_FIELDS = (Field.INTERNAL_NUMBER, Field.EXTENSION, Field.PHONE_NUMBER)


KEYS = (
    *("login_email", "username.meant", "phone_number.e164"),
    *(Field.EMPLOYEE_ID, Field.INTERNAL_NUMBER, Field.FIRST_NAME, Field.LAST_NAME),
)
"""The columns of a reading that are looked at here."""

NONE_KNOWN: Mapping[str, Distinct] = {}


def judge_twice(
    read: pd.DataFrame, wish: pd.Series, internal: pd.Series, teller: Teller, known: Mapping[str, Distinct] = NONE_KNOWN
) -> Iterator[Told]:
    """S-13, R-04 and uniqueness of persons and usernames within the sheet; `wish` in E.164, `internal` as in
    `asked_internal`; `known`: distinct values of these columns, by their name.

    Rows of the same person are told once, and so are rows that wish the same number.
    """

    def shared(cells: pd.Series, *, folded: bool = False) -> pd.Series:
        column = known.get(str(cells.name)) or distinct_of(arrow(cells))
        return _shared(column, cells.index, folded=folded)

    login, wishes = shared(read["login_email"], folded=True), shared(wish)
    people = _people(read, login)
    person = people[people.notna() & people.duplicated(keep=False)].index
    yield teller.tell_others(Code.PERSON_TWICE, people, (Field.LAST_NAME,), {})
    for code, fields, keys in (
        (Code.EMPLOYEE_ID_TWICE, (Field.EMPLOYEE_ID,), shared(read[Field.EMPLOYEE_ID], folded=True)),
        (Code.USERNAME_TWICE, (Field.USERNAME,), shared(read["username.meant"])),
        (Code.NUMBER_TWICE, (Field.PHONE_NUMBER, Field.EXTENSION), wishes),
        (Code.INTERNAL_TWICE, INTERNAL_FIELDS, shared(internal).drop(wishes.index, errors="ignore")),
        (Code.AUTH_EMAIL_REPEATED, (Field.AUTH_EMAIL, Field.EMAIL), login),
    ):
        yield teller.tell_others(code, keys.drop(person, errors="ignore"), fields, {"number": keys})


def _shared(column: Distinct, index: pd.Index, *, folded: bool) -> pd.Series:
    """The cells whose text stands in more than one row; `folded`: in small letters, whatever their capitals."""
    if folded and not (small := pc.utf8_lower(column.texts)).equals(column.texts):
        column = column.as_texts(small)
    shared = np.flatnonzero(column.shared)
    return series(column.texts.take(pa.array(column.codes[shared])), index[shared])


def _people(read: pd.DataFrame, login: pd.Series) -> pd.Series:
    """Who each row is, where a login address stands in several: the same name makes it the same person."""
    names = read.loc[login.index, [Field.FIRST_NAME, Field.LAST_NAME]]
    return names[Field.FIRST_NAME].str.lower() + "\x1f" + names[Field.LAST_NAME].str.lower() + "\x1f" + login
