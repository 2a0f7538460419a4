"""Judges what stands twice in a sheet: both rows are named, neither is chosen for the person (domain.md section 7)."""

from collections.abc import Iterator

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller


def judge_twice(read: pd.DataFrame, decided: pd.DataFrame, teller: Teller) -> Iterator[pd.DataFrame]:
    """S-13, R-04 and uniqueness of persons and usernames within the sheet. Rows of the same person are told once."""
    person = _others(decided["identity_key"])
    yield teller.tell(Code.PERSON_TWICE, person.index, Field.LAST_NAME, params={"rows": person})
    for code, field, keys in (
        (Code.EMPLOYEE_ID_TWICE, Field.EMPLOYEE_ID, read[Field.EMPLOYEE_ID]),
        (Code.USERNAME_TWICE, Field.USERNAME, decided["username_typed"]),
        (Code.NUMBER_TWICE, _wish_field(teller), decided["wish"]),
        (Code.INTERNAL_TWICE, Field.INTERNAL_NUMBER, decided["internal_number"]),
        (Code.AUTH_EMAIL_REPEATED, _email_field(teller), decided["email"].str.lower()),
    ):
        others = _others(keys.drop(person.index))
        yield teller.tell(code, others.index, field, params={"rows": others})


def _wish_field(teller: Teller) -> Field:
    return Field.PHONE_NUMBER if Field.PHONE_NUMBER in teller.present else Field.EXTENSION


def _email_field(teller: Teller) -> Field:
    return Field.AUTH_EMAIL if Field.AUTH_EMAIL in teller.present else Field.EMAIL


def _others(keys: pd.Series) -> pd.Series:
    """For every row whose key stands elsewhere too: the other rows' numbers as text (`7` or `7, 12`)."""
    repeated = keys[keys.notna() & keys.duplicated(keep=False)]
    rows_of = {str(key): list(rows) for key, rows in repeated.groupby(repeated).groups.items()}
    others = [", ".join(str(other) for other in rows_of[str(key)] if other != row) for row, key in repeated.items()]
    return pd.Series(others, index=repeated.index, dtype=pd.StringDtype("pyarrow"))
