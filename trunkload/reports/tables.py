"""Knows findings and plan as tables with stable columns, for machines: CSV, JSON, Parquet."""

import io
import json
from typing import Any, Final

import pandas as pd

from trunkload.intake.formula import FORMULA
from trunkload.reports.check_json import finding_document
from trunkload.reports.plan_json import CartTold, item_documents
from trunkload.reports.worded import worded_findings
from trunkload.validation.checked import Checked
from trunkload.validation.language import Lang

FINDINGS_SCHEMA: Final = "trunkload.findings/1"
TEXT: Final = pd.StringDtype("pyarrow")

FINDING_NAMES: Final = (
    *("row", "column", "cell", "header", "field", "scope", "severity", "code"),
    *("value", "message", "fix", "suggestion"),
)
PLAN_NAMES: Final = (
    *("row", "action", "given_name", "family_name", "email", "mobile", "password_by", "username", "workplace"),
    *("trunk", "site", "number", "internal_number", "reason", "message", "package", "package_before"),
    *("order", "start_date", "monthly", "one_off"),
)
"""In the order in which they were added: more may follow, none goes."""


def findings_table(checked: Checked, lang: Lang) -> pd.DataFrame:
    """One line for each finding, in the order of the sheet: FINDING_NAMES; `row` is Int64, all else text."""
    told = [{**finding_document(one), "cell": one.view.cell} for one in worded_findings(checked, lang)]
    return _table(told, FINDING_NAMES)


def plan_table(told: CartTold, lang: Lang) -> pd.DataFrame:
    """One line for each row that is ordered: PLAN_NAMES; amounts are text with two decimals, `row` is Int64."""
    return _table(item_documents(told, lang), PLAN_NAMES)


def findings_document(import_id: str, table: pd.DataFrame) -> dict[str, Any]:
    """Schema trunkload.findings/1; what a finding does not have is null."""
    records = table.astype(object).where(table.notna(), None).to_dict("records")
    return {"schema": FINDINGS_SCHEMA, "import_id": import_id, "findings": records}


def written_csv(table: pd.DataFrame) -> bytes:
    """UTF-8, commas, CRLF (RFC 4180); a text that a spreadsheet program would run is led by an apostrophe (promise
    9)."""
    told = table.copy()
    for name in told.columns[1:]:
        formula = told[name].str.match(FORMULA).fillna(value=False).to_numpy(dtype=bool)
        told[name] = told[name].mask(formula, "'" + told[name])
    return told.to_csv(index=False, lineterminator="\r\n").encode()


def written_json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def written_parquet(table: pd.DataFrame) -> bytes:
    """What was typed as it was typed: nothing runs a Parquet file."""
    written = io.BytesIO()
    table.to_parquet(written, index=False)
    return written.getvalue()


def _table(told: list[dict[str, Any]], names: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(told, columns=list(names))
    return frame.astype({"row": "Int64", **dict.fromkeys(names[1:], TEXT)})
