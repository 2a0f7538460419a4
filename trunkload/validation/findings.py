"""Knows Findings: what there is to tell about a sheet, as data; sentences are made in `wording`."""

import json
from collections.abc import Iterator
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
    """One thing to tell. `column` is the letter that the spreadsheet shows, `value` the cell as typed, `suggestion` may
    replace it, `params` fill the sentence."""

    code: Code
    severity: Severity
    scope: Scope
    row: int | None = None
    field: str | None = None
    column: str | None = None
    value: str | None = None
    suggestion: str | None = None
    params: dict[str, str] = made(default_factory=dict)


FINDING_COLUMNS = ("row", "column", "field", "code", "severity", "scope", "value", "suggestion", "params")


@dataclass(frozen=True, slots=True)
class Findings:
    """Columnar: `table` has FINDING_COLUMNS; `row` is Int64 (NA for file scope), the rest text: `column` the letter of
    the cell's or column's place, `params` JSON."""

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
        column=text("column"),
        value=text("value"),
        suggestion=text("suggestion"),
        params=json.loads(text("params") or "{}"),
    )
