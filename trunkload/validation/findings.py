"""Knows Findings: what there is to tell about a sheet, as data; sentences are made in `wording`."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum

import pandas as pd

from trunkload.validation.codes import Code


class Severity(StrEnum):
    """`blocked`: the row is not ordered. `warning`: it is, and a person should look. `note`: good to know."""

    BLOCKED = "blocked"
    WARNING = "warning"
    NOTE = "note"


class Scope(StrEnum):
    """How much of the sheet a finding is about."""

    FILE = "file"
    COLUMN = "column"
    ROW = "row"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell. `value` is the cell as typed, `suggestion` may replace it, `params` fill the sentence."""

    code: Code
    severity: Severity
    scope: Scope
    row: int | None = None
    field: str | None = None
    value: str | None = None
    suggestion: str | None = None
    params: dict[str, str] = made(default_factory=dict)


FINDING_COLUMNS = ("row", "field", "code", "severity", "scope", "value", "suggestion", "params")


@dataclass(frozen=True, slots=True)
class Findings:
    """Columnar: `table` has FINDING_COLUMNS; `row` is Int64 (NA for file scope), the rest text, `params` JSON."""

    table: pd.DataFrame

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[Finding]:
        records = self.table.astype(object).where(self.table.notna(), None).to_dict("records")
        return (_finding({str(name): value for name, value in record.items()}) for record in records)

    def rows_with(self, severity: Severity) -> pd.Index:
        """Row numbers that have at least one finding of this severity."""
        rows: pd.Index = pd.Index(self.table.loc[self.table["severity"] == severity, "row"].dropna().unique())
        return rows.astype("int64")

    def of_row(self, row: int) -> "Findings":
        return Findings(self.table[self.table["row"] == row])


def _finding(record: dict[str, object]) -> Finding:
    def text(name: str) -> str | None:
        value = record[name]
        return None if value is None else str(value)

    row = record["row"]
    return Finding(
        code=Code(str(record["code"])),
        severity=Severity(str(record["severity"])),
        scope=Scope(str(record["scope"])),
        row=None if row is None else int(str(row)),
        field=text("field"),
        value=text("value"),
        suggestion=text("suggestion"),
        params=json.loads(text("params") or "{}"),
    )


def findings_table(parts: Iterable[pd.DataFrame]) -> Findings:
    """One table of all parts, in the order of the sheet: by row, then by the order of the parts."""
    told = [part for part in parts if len(part)]
    if not told:
        return Findings(_typed(pd.DataFrame(columns=list(FINDING_COLUMNS))))
    if len(told) == 1:
        return Findings(_in_order(told[0]))
    return Findings(_in_order(pd.concat([part.astype(object) for part in told], ignore_index=True)))


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    return _typed(table).sort_values("row", kind="stable", na_position="first", ignore_index=True)


def findings_of(one_by_one: Iterable[Finding]) -> Findings:
    """Findings from single values, for the few that are about the whole file."""
    records = [
        {
            "row": one.row,
            "field": one.field,
            "code": one.code.value,
            "severity": one.severity.value,
            "scope": one.scope.value,
            "value": one.value,
            "suggestion": one.suggestion,
            "params": json.dumps(one.params, ensure_ascii=False, sort_keys=True),
        }
        for one in one_by_one
    ]
    return findings_table([pd.DataFrame.from_records(records, columns=list(FINDING_COLUMNS))])


def _typed(part: pd.DataFrame) -> pd.DataFrame:
    text = pd.StringDtype("pyarrow")
    kinds = {name: "Int64" if name == "row" else text for name in FINDING_COLUMNS}
    return part.reindex(columns=list(FINDING_COLUMNS)).astype(kinds)
