"""Knows findings of one code as columns, and how all of them become one table."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from trunkload.validation.findings import FINDING_COLUMNS, Finding, Findings
from trunkload.validation.texts import STRINGS, arrow

NO_ROW = -1
"""Stands for the row of what is told of a file or of a column; it comes first."""


@dataclass(frozen=True, slots=True)
class Told:
    """`rows`: spreadsheet row numbers, or NO_ROW; `columns`: of FINDING_COLUMNS those that are filled, an array where
    they differ from row to row, a text where they do not."""

    rows: npt.NDArray[np.int64]
    columns: Mapping[str, pa.Array | str]

    def __len__(self) -> int:
        return len(self.rows)

    def without(self, rows: pd.Index) -> "Told":
        """The same, but nothing of these rows."""
        if not len(rows):
            return self
        kept = ~np.isin(self.rows, rows.to_numpy())
        columns = {
            name: told if isinstance(told, str) else told.filter(pa.array(kept)) for name, told in self.columns.items()
        }
        return Told(self.rows[kept], columns)

    def column(self, name: str) -> pa.Array:
        told = self.columns.get(name)
        if told is None:
            return pa.nulls(len(self.rows), STRINGS)
        return pa.repeat(pa.scalar(told, STRINGS), len(self.rows)) if isinstance(told, str) else told


NOTHING = Told(np.empty(0, dtype=np.int64), {})
"""What most rules find in most sheets."""


def findings_table(parts: Iterable[Told | Findings]) -> Findings:
    """One table of all parts, in the order of the sheet: by row, then by the order of the parts."""
    told = [part if isinstance(part, Told) else _told_again(part) for part in parts if len(part)]
    rows = np.concatenate([NOTHING.rows, *(part.rows for part in told)])
    order = np.argsort(rows, kind="stable")
    in_order = {name: _joined([part.column(name) for part in told], order) for name in FINDING_COLUMNS if name != "row"}
    numbers = pd.arrays.IntegerArray(rows[order], rows[order] == NO_ROW)
    return Findings(pd.DataFrame({"row": numbers, **in_order}, columns=list(FINDING_COLUMNS), copy=False))


def _joined(parts: list[pa.Array], order: npt.NDArray[np.int64]) -> pd.arrays.ArrowStringArray:
    whole = pa.concat_arrays(parts) if parts else pa.nulls(0, STRINGS)
    return pd.arrays.ArrowStringArray(whole.take(pa.array(order)))


def _told_again(findings: Findings) -> Told:
    table = findings.table
    columns = {name: arrow(table[name]) for name in FINDING_COLUMNS if name != "row"}
    return Told(table["row"].fillna(NO_ROW).to_numpy(dtype=np.int64), columns)


def findings_of(one_by_one: Iterable[Finding]) -> Findings:
    """Findings from single values, for the few that are about the whole file."""
    parts = []
    for one in one_by_one:
        texts = {name: getattr(one, name) for name in FINDING_COLUMNS if name not in {"row", "params"}}
        params = json.dumps(one.params, ensure_ascii=False, sort_keys=True)
        filled = {name: str(text) for name, text in texts.items() if text is not None}
        parts.append(Told(np.array([NO_ROW if one.row is None else one.row]), {**filled, "params": params}))
    return findings_table(parts)
