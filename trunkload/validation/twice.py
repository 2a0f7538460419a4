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
"""The columns that are looked at here; the wished number is in E.164, and an internal number may stand for it."""

NONE_KNOWN: Mapping[str, Distinct] = {}


def judge_twice(asked: pd.DataFrame, teller: Teller, known: Mapping[str, Distinct] = NONE_KNOWN) -> Iterator[Told]:
    """S-13, R-04 and uniqueness of persons and usernames within the sheet.

    `asked`: KEYS, and `identity_key` where it is known who a row is about; `known`: distinct values of some of them.
    Rows of the same person are told once, and so are rows that wish the same number.
    """

    def shared(name: str, *, folded: bool = False) -> pd.Series:
        return _shared(known.get(name) or distinct_of(arrow(asked[name])), asked.index, folded=folded)

    login, wishes = shared("login_email", folded=True), shared("phone_number.e164")
    people = shared("identity_key") if "identity_key" in asked else _people(asked, login)
    person = people.index[distinct_of(arrow(people)).shared]
    yield teller.tell_others(Code.PERSON_TWICE, people, (Field.LAST_NAME,), {})
    for code, fields, keys in (
        (Code.EMPLOYEE_ID_TWICE, (Field.EMPLOYEE_ID,), shared(Field.EMPLOYEE_ID, folded=True)),
        (Code.USERNAME_TWICE, (Field.USERNAME,), shared("username.meant")),
        (Code.NUMBER_TWICE, (Field.PHONE_NUMBER, Field.EXTENSION), wishes),
        (Code.INTERNAL_TWICE, INTERNAL_FIELDS, shared(Field.INTERNAL_NUMBER).drop(wishes.index, errors="ignore")),
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
