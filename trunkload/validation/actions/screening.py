"""Knows which findings mean nothing for a row that changes or ends a workplace: an empty cell leaves it as it is."""

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.validation.actions.action import Action
from trunkload.validation.codes import Code
from trunkload.validation.findings import Findings

NEW_ONLY = frozenset(
    {
        Code.MISSING,
        Code.TRUNK_MISSING,
        Code.DELIVERY_UNCLEAR,
        Code.DELIVERY_BY_EMAIL,
        Code.ACTIVATION_AFTER_ENTRY,
        Code.ADDRESS_INCOMPLETE,
        Code.ADDRESS_NOT_USED,
    }
)
"""What only a new workplace needs to be told."""

NAMES_ONE = frozenset(
    {
        Field.EMPLOYEE_ID,
        Field.ACTION,
        Field.FIRST_NAME,
        Field.LAST_NAME,
        Field.EMAIL,
        Field.AUTH_EMAIL,
        Field.USERNAME,
        Field.PHONE_NUMBER,
        Field.EXTENSION,
        Field.ACTIVATION_DATE,
    }
)
"""The cells of a row that ends a workplace: who is meant, and when."""


def only_what_matters(findings: Findings, action: pd.Series) -> Findings:
    """Without what a row that modifies or deletes need not say, and of one that deletes nothing but whom and when.
    `action` is every row's."""
    other = action[action != Action.ADD]
    if other.empty:
        return findings
    table = findings.table
    here = table["row"].isin(other.index)
    deletes = table["row"].isin(other.index[other == Action.DELETE])
    aside = here & table["code"].isin([code.value for code in NEW_ONLY])
    aside |= deletes & ~table["field"].isin(list(NAMES_ONE))
    return Findings(table[~aside.fillna(value=False).astype(bool)].reset_index(drop=True))
