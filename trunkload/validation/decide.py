"""Decides what each row asks for: the values that will be ordered if nothing blocks the row."""

import hashlib

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.validation.defaults import ADDRESS, addresses
from trunkload.validation.placing import Placing
from trunkload.validation.rules import Rules

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


def decide_rows(read: pd.DataFrame, placing: Placing, account: Account | None, rules: Rules) -> pd.DataFrame:
    """Index = row number, Arrow strings: DIGEST_COLUMNS and action, password_channel, username, site, department,
    employee_key, identity_key, row_digest. `username` is still NA where one must be proposed."""
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
    return decided.assign(
        employee_key=_key(read[Field.EMPLOYEE_ID].str.lower()),
        identity_key=identity_keys(decided["given_name"], decided["family_name"], decided["email"]),
        row_digest=_key(_joined(decided[list(DIGEST_COLUMNS)])),
    )


def identity_keys(given: pd.Series, family: pd.Series, email: pd.Series) -> pd.Series:
    """The same name with the same login address is the same person; NA where one of the three is missing."""
    return _key(given.str.lower() + "\x1f" + family.str.lower() + "\x1f" + email.str.lower())


def _joined(table: pd.DataFrame) -> pd.Series:
    filled = table.fillna("")
    first, *others = filled.columns
    joined: pd.Series = filled[first].str.cat(filled[others], sep="\x1f")
    return joined


def _key(text: pd.Series) -> pd.Series:
    """SHA-256, so that a key can stay when personal data is deleted; NA stays NA."""
    keys = [None if value is pd.NA else hashlib.sha256(str(value).encode()).hexdigest() for value in text.fillna(pd.NA)]
    return pd.Series(keys, index=text.index, dtype=pd.StringDtype("pyarrow"))
