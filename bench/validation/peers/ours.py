"""Trunkload's rules of cells, rows and the sheet, without an account: a Sheet in, Findings out."""

import pandas as pd
import pyarrow as pa

from bench.validation.judge import Judge
from bench.validation.oracle import Failure
from bench.validation.staff import HEADERS, TODAY
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.sheet import Column, FileFacts, Sheet
from trunkload.validation.check import judge_sheet
from trunkload.validation.findings import Findings
from trunkload.validation.rules import Rules

LIBRARIES = ("trunkload",)
HEADER_ROW = 1


def judge(table: pa.Table) -> Judge:
    sheet, rules = sheet_of(table), Rules()
    return Judge(lambda: findings(sheet, rules), failures)


def findings(sheet: Sheet, rules: Rules) -> Findings:
    """The one place that knows how these rules are asked for."""
    return judge_sheet(sheet, rules, TODAY)


def failures(told: Findings) -> set[Failure]:
    """What is told of rows."""
    rows = told.table[told.table["row"].notna()]
    places = (rows["row"] - HEADER_ROW - 1).astype("int64")
    return set(zip(places.tolist(), (rows["field"] + "." + rows["code"]).tolist(), strict=True))


def sheet_of(table: pa.Table) -> Sheet:
    """As our readers give it: each column in one piece and not copied, fields without a column share one of nothing."""
    empty = pd.arrays.ArrowStringArray(pa.nulls(len(table), pa.large_string()))
    columns = dict.fromkeys(STAFF_COLUMNS, empty)
    columns |= {name: pd.arrays.ArrowStringArray(table[name].chunk(0)) for name in table.column_names}
    rows = pd.RangeIndex(HEADER_ROW + 1, HEADER_ROW + 1 + len(table), name="row")
    letters = (chr(ord("A") + place) for place in range(len(HEADERS)))
    named = tuple(
        Column(letter, header, name, "synonym") for letter, (name, header) in zip(letters, HEADERS.items(), strict=True)
    )
    facts = FileFacts("staff.csv", "0" * 64, table.nbytes, "csv", None, "utf-8", ";", HEADER_ROW)
    return Sheet(facts, named, pd.DataFrame(columns, index=rows, copy=False))
