"""Knows what to suggest where a column that knows few words holds another one: the nearest, as people write it."""

import pandas as pd

from trunkload.validation.choices import ACTIONS, COUNTRIES, NO, PACKAGES, YES
from trunkload.validation.near_names import suggest_names

CODE_LENGTH = 2
"""Country codes; longer words are names."""

YES_NO = {**dict.fromkeys(YES, "yes"), **dict.fromkeys(NO, "no")}
COUNTRY_NAMES = {(name.upper() if len(name) <= CODE_LENGTH else name.title()): iso for name, iso in COUNTRIES.items()}
PACKAGE_NAMES = {name.title(): package for name, package in PACKAGES.items()}


def near_yes_no(typed: pd.Series) -> pd.Series:
    return suggest_names(typed, YES_NO)


def near_actions(typed: pd.Series) -> pd.Series:
    return suggest_names(typed, ACTIONS)


def near_countries(typed: pd.Series) -> pd.Series:
    return suggest_names(typed, COUNTRY_NAMES)


def near_packages(typed: pd.Series) -> pd.Series:
    """S-20; a bare “Konferenz” is no unknown word and never gets here (R-21)."""
    return suggest_names(typed, PACKAGE_NAMES)
