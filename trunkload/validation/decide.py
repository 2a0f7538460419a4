"""Decides what each row asks for: the values that will be ordered if nothing blocks the row."""

import hashlib

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.validation.defaults import ADDRESS, addresses
from trunkload.validation.placing import Placing
from trunkload.validation.rules import Rules
from trunkload.validation.texts import STRINGS, arrow, series

DIGEST_COLUMNS = (
    "given_name",
    "family_name",
    "street",
    "house_number",
    "postal_code",
    "city",
    "country",
    "email",
    "mobile",
    "username_typed",
    "trunk",
    "wish",
    "internal_number",
    "block",
    "package",
    "start_date",
)
"""What makes the same person's row ask for the same thing, however it is written (promise 5)."""


def person_keys(read: pd.DataFrame) -> pd.DataFrame:
    """Columns employee_key and identity_key: who a row is about, as hashes; NA where the row does not say it."""
    return pd.DataFrame(
        {
            "employee_key": _key(read[Field.EMPLOYEE_ID].str.lower()),
            "identity_key": identity_keys(read[Field.FIRST_NAME], read[Field.LAST_NAME], read["login_email"]),
        }
    )


def decide_rows(
    read: pd.DataFrame, keys: pd.DataFrame, placing: Placing, account: Account | None, rules: Rules
) -> pd.DataFrame:
    """Index = row number, Arrow strings: DIGEST_COLUMNS and action, workplace_id, package_before, password_channel,
    username, site, department, employee_key, identity_key, row_digest. `username` is still NA where one must be
    proposed, and `workplace_id` and `package_before` where no row is known to be about a workplace that is there."""
    typed = {name: read["country.meant" if name == "country" else name] for name in ADDRESS}
    address = addresses(typed, placing.site, account, rules.default_address)
    decided = pd.DataFrame(
        {
            "action": read["action.meant"].fillna("add"),
            "given_name": read[Field.FIRST_NAME],
            "family_name": read[Field.LAST_NAME],
            **address,
            "email": read["login_email"],
            "mobile": read["mobile.e164"],
            "password_channel": read["delivery.channel"],
            "username": read["username.meant"],
            "username_typed": read["username.meant"],
            "trunk": placing.trunk,
            "site": placing.site,
            "wish": placing.wish,
            "internal_number": read[Field.INTERNAL_NUMBER],
            "block": placing.block,
            "package": read["conference_package.meant"].fillna("none"),
            "start_date": read["activation_date.meant"],
            "department": read[Field.DEPARTMENT],
        }
    )
    asked = _joined(decided[list(DIGEST_COLUMNS)])
    other = decided["action"] != "add"
    return decided.assign(
        workplace_id=pd.Series(pd.NA, index=read.index, dtype=decided["action"].dtype),
        package_before=pd.Series(pd.NA, index=read.index, dtype=decided["action"].dtype),
        **keys,
        row_digest=_key(asked.mask(other, decided["action"] + "\x1f" + asked) if other.any() else asked),
    )


def identity_keys(given: pd.Series, family: pd.Series, email: pd.Series) -> pd.Series:
    """The same name with the same login address is the same person; NA where one of the three is missing."""
    return _key(given.str.lower() + "\x1f" + family.str.lower() + "\x1f" + email.str.lower())


def name_keys(given: pd.Series, family: pd.Series) -> pd.Series:
    """The same name, however it is cased and spaced, may be the same person; NA where a part of it is missing."""
    return _key((given + "\x1f" + family).str.lower().str.replace(r"[\t ]+", " ", regex=True).str.strip())


def _joined(table: pd.DataFrame) -> pd.Series:
    columns = [arrow(table[name]).fill_null("") for name in table.columns]
    return series(pc.binary_join_element_wise(*columns, pa.scalar("\x1f", STRINGS)), table.index)


def _key(text: pd.Series) -> pd.Series:
    """SHA-256, so that a key can stay when personal data is deleted; NA stays NA."""
    keys = [None if told is None else hashlib.sha256(told.encode()).hexdigest() for told in arrow(text).to_pylist()]
    return series(pa.array(keys, STRINGS), text.index)
