"""Knows which blocked rows have a number kept for them, so that nobody else's shifts when they come again, right."""

from dataclasses import replace

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.inventory.allocation import none_kept_back
from trunkload.validation.actions.action import Action
from trunkload.validation.checked import Checked
from trunkload.validation.codes import Code
from trunkload.validation.decide import name_keys
from trunkload.validation.findings import Severity

OF_THE_NUMBER = (Field.PHONE_NUMBER, Field.EXTENSION)
"""Where a wish stands that cannot be had: which number the row will ask for then, nobody knows yet."""

PLANNED_FOR = (Code.PERSON_PLANNED_DIFFERENTLY, Code.PERSON_CONTRADICTORY)
"""People who have a number already, or of whom it is not known whether they have."""


def waiting_rows(checked: Checked) -> pd.DataFrame:
    """Of the blocked rows those that ask for a new workplace on a known trunk, each person once: `decided` of them,
    with the column name_key."""
    blocked = checked.decided.loc[checked.blocked]
    table = checked.findings.table
    refused = table["field"].isin(OF_THE_NUMBER) & (table["severity"] == Severity.BLOCKED)
    out = table.loc[(refused | table["code"].isin(PLANNED_FOR)).to_numpy(dtype=bool), "row"].dropna()
    asking = (blocked["action"] == Action.ADD) & blocked["trunk"].notna() & blocked["workplace_id"].isna()
    rows = blocked[asking.to_numpy(dtype=bool) & ~blocked.index.isin(out.astype("int64"))]
    rows = rows.assign(name_key=name_keys(rows["given_name"], rows["family_name"]))
    for key in ("employee_key", "identity_key"):
        rows = rows[rows[key].isna() | ~rows[key].duplicated()]
    return rows


def nothing_kept(checked: Checked) -> Checked:
    """Where nothing is planned there is nothing that could keep a number."""
    if checked.allocation is None or not len(checked.allocation.kept_back):
        return checked
    return replace(checked, allocation=replace(checked.allocation, kept_back=none_kept_back()))
