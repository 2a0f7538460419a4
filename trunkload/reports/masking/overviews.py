"""Masks the overviews of numbers and workplaces: the company's own stays, nothing says who somebody is."""

import re
from typing import Final

import pandas as pd

from trunkload.inventory.account_words import NumberState
from trunkload.reports.masking.looks import HIDDEN, initial

IMPORT: Final = re.compile(r"imp-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]+")
NAMES: Final = ("given_name", "family_name")
TYPED: Final = ("username", "note", "reserved_for")
"""Columns that say who somebody is, or that somebody typed."""


def masked_overview(overview: pd.DataFrame) -> pd.DataFrame:
    """The rows of `numbers_overview` or `workplaces_overview`: names as initials; a number's holder only where it is
    an import of ours, or what the carrier has the number for."""
    told = overview.copy()
    for name in NAMES:
        told[name] = told[name].map(initial, na_action="ignore").astype(told[name].dtype)
    for name in set(TYPED) & set(told.columns):
        told[name] = told[name].where(told[name].isna(), HIDDEN)
    if "holder" in told.columns:
        holder = told["holder"]
        is_import = holder.str.fullmatch(IMPORT.pattern).fillna(value=False)
        seen = holder.isna() | is_import | (told["state"] == NumberState.FUNCTION)
        told["holder"] = holder.where(seen.to_numpy(dtype=bool), HIDDEN)
    return told
