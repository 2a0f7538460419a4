"""Judges what stands twice in a sheet: both rows are named, neither is chosen for the person (domain.md section 7)."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller

INTERNAL_FIELDS = (Field.INTERNAL_NUMBER, Field.EXTENSION, Field.PHONE_NUMBER)


def judge_twice(
    read: pd.DataFrame, decided: pd.DataFrame, internal: pd.Series, teller: Teller
) -> Iterator[pd.DataFrame]:
    """S-13, R-04 and uniqueness of persons and usernames within the sheet; `internal` as in `asked_internal`.

    Rows of the same person are told once, and so are rows that wish the same number.
    """
    person = _others(decided["identity_key"])
    yield teller.tell(Code.PERSON_TWICE, person.index, Field.LAST_NAME, params={"rows": person})
    wish = decided["wish"]
    for code, fields, keys in (
        (Code.EMPLOYEE_ID_TWICE, (Field.EMPLOYEE_ID,), read[Field.EMPLOYEE_ID].str.lower()),
        (Code.USERNAME_TWICE, (Field.USERNAME,), decided["username_typed"]),
        (Code.NUMBER_TWICE, (Field.PHONE_NUMBER, Field.EXTENSION), wish),
        (Code.INTERNAL_TWICE, INTERNAL_FIELDS, internal.mask(wish.notna() & wish.duplicated(keep=False))),
        (Code.AUTH_EMAIL_REPEATED, (Field.AUTH_EMAIL, Field.EMAIL), decided["email"].str.lower()),
    ):
        others = _others(keys.drop(person.index))
        yield teller.tell_filled(code, others.index, fields, params={"rows": others, "number": keys})


def _others(keys: pd.Series) -> pd.Series:
    """For every row whose key stands elsewhere too: the other rows' numbers as text (`7` or `7, 12`)."""
    repeated = keys[keys.notna() & keys.duplicated(keep=False)]
    rows_of = {str(key): list(rows) for key, rows in repeated.groupby(repeated).groups.items()}
    others = [", ".join(str(other) for other in rows_of[str(key)] if other != row) for row, key in repeated.items()]
    return pd.Series(others, index=repeated.index, dtype=pd.StringDtype("pyarrow"))
