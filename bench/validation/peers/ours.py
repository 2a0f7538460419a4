"""Trunkload's rules of cells, rows and the sheet, without an account: a Sheet in, Findings out."""

from typing import Any

import pandas as pd
import pyarrow as pa

from bench.validation.judge import Judge
from bench.validation.oracle import Failure
from bench.validation.staff import HEADERS, TODAY
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.sheet import Column, FileFacts, Sheet
from trunkload.validation import check
from trunkload.validation.findings import Findings
from trunkload.validation.rules import Rules

LIBRARIES = ("trunkload",)
HEADER_ROW = 1


def judge(table: pa.Table) -> Judge:
    sheet, rules = sheet_of(table), Rules()
    return Judge(lambda: findings(sheet, rules), failures)


def findings(sheet: Sheet, rules: Rules) -> Findings:
    """The one place that knows how these rules are asked for."""
    judge_sheet: Any = getattr(check, "judge_sheet", None)
    told: Findings = judge_sheet(sheet, rules, TODAY) if judge_sheet else _whole_check(sheet, rules)
    return told


def _whole_check(sheet: Sheet, rules: Rules) -> Findings:
    return check.check_sheet(sheet, None, rules, TODAY).findings


def failures(told: Findings) -> set[Failure]:
    """What is told of rows; that there is no account is told of the file."""
    rows = told.table[told.table["row"].notna()]
    places = (rows["row"] - HEADER_ROW - 1).astype("int64")
    return set(zip(places.tolist(), (rows["field"] + "." + rows["code"]).tolist(), strict=True))


def sheet_of(table: pa.Table) -> Sheet:
    """As our readers give it: the columns as they came, fields without a column share one of nothing."""
    empty = pd.arrays.ArrowStringArray(pa.nulls(len(table), pa.large_string()))
    columns = dict.fromkeys(STAFF_COLUMNS, empty)
    columns |= {name: pd.arrays.ArrowStringArray(table[name].combine_chunks()) for name in table.column_names}
    rows = pd.RangeIndex(HEADER_ROW + 1, HEADER_ROW + 1 + len(table), name="row")
    letters = (chr(ord("A") + place) for place in range(len(HEADERS)))
    named = tuple(
        Column(letter, header, name, "synonym") for letter, (name, header) in zip(letters, HEADERS.items(), strict=True)
    )
    facts = FileFacts("staff.csv", "0" * 64, table.nbytes, "csv", None, "utf-8", ";", HEADER_ROW)
    return Sheet(facts, named, pd.DataFrame(columns, index=rows, copy=False))
