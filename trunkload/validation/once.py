"""Knows which findings of a cell say nothing beside a graver one: no cell is told twice for the same cause."""

from collections.abc import Collection, Mapping

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.validation.codes import Code
from trunkload.validation.findings import Findings, Severity
from trunkload.validation.kinds import KINDS, LOOKS_AT, STANDS_BESIDE, Kind

STANDS_FOR: Mapping[str, str] = {
    Field.LOCATION: Field.TRUNK,
    Field.TRUNK: Field.LOCATION,
    Field.EMAIL: Field.AUTH_EMAIL,
    Field.AUTH_WITHOUT_MOBILE: Field.MOBILE,
}
"""Where a cell cannot be read, the other one is not missing: this one may have said it."""

_KINDS = {code.value: int(kind) for code, kind in KINDS.items()}

ABSENT = (Code.MISSING, Code.TRUNK_MISSING, Code.DELIVERY_UNCLEAR, Code.DELIVERY_BY_EMAIL)


def damage_first(findings: Findings, unreadable: Mapping[str, pd.Index], causes: Collection[Code]) -> Findings:
    """Of a cell that nobody can read (rows by field) the damage is told, and nothing else: it would be meaningless.

    `causes`: the codes that tell it.
    """
    table = findings.table
    for field, rows in unreadable.items():
        here = table["row"].isin(rows)
        whole = (table["field"] == field) & ~table["code"].isin([code.value for code in causes])
        other = (table["field"] == STANDS_FOR.get(field, field)) & table["code"].isin([code.value for code in ABSENT])
        table = table[~(here & (whole | other).fillna(value=False))]
    return Findings(table.reset_index(drop=True)) if unreadable else findings


def cells_first(findings: Findings) -> Findings:
    """Of a cell that is refused by itself no later kind is told: a username with a blank is not "taken" as well."""
    table = findings.table
    kind = table["code"].map(_KINDS).astype("int64")
    refused = table[((kind == Kind.CELL) & (table["severity"] == Severity.BLOCKED)).to_numpy(dtype=bool)]
    if refused.empty:
        return findings
    cells = pd.MultiIndex.from_frame(table[["row", "field"]])
    here = cells.isin(pd.MultiIndex.from_frame(refused[["row", "field"]]))
    moot = (kind > Kind.CELL).to_numpy() & here & ~table["code"].isin(STANDS_BESIDE).to_numpy(dtype=bool)
    for code, others in LOOKS_AT.items():
        rows = refused.loc[refused["field"].isin(others), "row"]
        moot |= ((table["code"] == code) & table["row"].isin(rows)).to_numpy(dtype=bool)
    return Findings(table[~moot].reset_index(drop=True))


def missing_first(findings: Findings) -> Findings:
    """Of a cell that is missing this is told once, and nothing else: it would be meaningless."""
    table = findings.table
    missing = (table["code"] == Code.MISSING).to_numpy(dtype=bool)
    if not missing.any():
        return findings
    cells = pd.MultiIndex.from_frame(table[["row", "field"]])
    first = missing & ~table.duplicated(["row", "field", "code"]).to_numpy(dtype=bool)
    return Findings(table[first | ~cells.isin(cells[missing])].reset_index(drop=True))
