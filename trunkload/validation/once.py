"""Knows which findings of a cell say nothing beside a graver one: no cell is told twice for the same cause."""

from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.validation.codes import Code
from trunkload.validation.findings import Findings, Severity
from trunkload.validation.glance.distinct import Distinct, distinct_of
from trunkload.validation.kinds import KINDS, LOOKS_AT, STANDS_BESIDE, Kind
from trunkload.validation.texts import STRINGS, Mask, arrow, true

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
    code = distinct_of(arrow(table["code"]))
    kind = np.array([_KINDS[one] for one in code.texts.to_pylist()], dtype=np.int64)[code.codes]
    refused = (kind == Kind.CELL) & true(pc.equal(arrow(table["severity"]), Severity.BLOCKED.value))
    if not refused.any() or not (kind > Kind.CELL).any():
        return findings
    cells = _cells(table)
    moot = (kind > Kind.CELL) & np.isin(cells, cells[refused]) & ~_is_one(code, STANDS_BESIDE)
    field, rows = distinct_of(arrow(table["field"])), _rows(table)
    for later, others in LOOKS_AT.items():
        moot |= _is_one(code, (later,)) & np.isin(rows, rows[refused & _is_one(field, others)])
    return _without(findings, moot)


def missing_first(findings: Findings) -> Findings:
    """Of a cell that is missing this is told once, and nothing else: it would be meaningless."""
    table = findings.table
    missing = true(pc.equal(arrow(table["code"]), Code.MISSING.value))
    if not missing.any():
        return findings
    cells = _cells(table)
    _, first = np.unique(np.where(missing, cells, -1), return_index=True)
    once = missing & np.isin(np.arange(len(cells)), first)
    return _without(findings, np.isin(cells, cells[missing]) & ~once)


def _rows(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    return table["row"].fillna(0).to_numpy(dtype=np.int64)


def _cells(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """A number for each cell: the same for the findings of one cell."""
    field = distinct_of(arrow(table["field"]))
    return _rows(table) * (len(field.texts) + 1) + field.codes + 1


def _is_one(column: Distinct, texts: Collection[str]) -> Mask:
    return column.rows(true(pc.is_in(column.texts, value_set=pa.array([str(one) for one in texts], STRINGS))))


def _without(findings: Findings, moot: Mask) -> Findings:
    return Findings(findings.table[~moot].reset_index(drop=True)) if moot.any() else findings
