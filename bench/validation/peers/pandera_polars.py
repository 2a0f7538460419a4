"""Pandera on polars: every expression is a check of the column that it is about, all of them told (lazy)."""

import polars as pl
import pyarrow as pa
from pandera.errors import SchemaErrors
from pandera.polars import Check, Column, DataFrameSchema

from bench.validation.judge import Judge
from bench.validation.polars_rules import broken, with_meaning
from bench.validation.staff import FIELDS

LIBRARIES = ("pandera", "polars")


def _check(rule: str, breaks: pl.Expr) -> Check:
    return Check(lambda data: data.lazyframe.select(~breaks.fill_null(value=False)), name=rule)


def _schema() -> DataFrameSchema:
    checks: dict[str, list[Check]] = {name: [] for name in FIELDS}
    for rule, breaks in broken().items():
        checks[rule.partition(".")[0]].append(_check(rule, breaks))
    return DataFrameSchema({name: Column(pl.String, checks=some, nullable=True) for name, some in checks.items()})


def judge(table: pa.Table) -> Judge:
    staff, schema = pl.DataFrame(table), _schema()

    def call() -> pl.DataFrame:
        try:
            schema.validate(with_meaning(staff), lazy=True)
        except SchemaErrors as failed:
            return failed.failure_cases
        return pl.DataFrame(schema={"index": pl.Int32, "check": pl.String})

    return Judge(call, lambda cases: set(cases.select("index", "check").rows()))
