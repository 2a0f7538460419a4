"""Knows whose a key is: employee numbers, names with addresses, usernames, telephone numbers."""

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.inventory.arrow_text import among
from trunkload.validation.wishes import guessed_numbers


def owners(keys: pd.Series, owned: pd.Series) -> pd.Series:
    """For each key the index of the first of `owned` that has it, NA where none has; `keys` by row."""
    first = owned.dropna().drop_duplicates()
    return keys.where(among(keys, first)).map(dict(zip(first, first.index, strict=True))).astype(keys.dtype)


def numbers_told(read: pd.DataFrame, account: Account) -> pd.Series:
    """The telephone number that a row names, E.164."""
    return read["phone_number.e164"].fillna(guessed_numbers(read["phone_number.bare"], account))
