"""Polars by hand: the rules in one pass, then where they are broken. Every other time is a multiple of this one's."""

import polars as pl
import pyarrow as pa

from bench.validation.judge import Judge
from bench.validation.polars_rules import broken, with_meaning

LIBRARIES = ("polars",)


def judge(table: pa.Table) -> Judge:
    staff = pl.DataFrame(table)

    def call() -> pl.DataFrame:
        marks = with_meaning(staff).select(**broken())
        found = [(rule, marks[rule].arg_true()) for rule in marks.columns if marks[rule].any()]
        rows = [pl.select(row=places, rule=pl.lit(rule)) for rule, places in found]
        return pl.concat(rows) if rows else pl.DataFrame(schema={"row": pl.UInt32, "rule": pl.String})

    return Judge(call, lambda found: set(found.rows()))
