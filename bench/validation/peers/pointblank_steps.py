"""Pointblank: every expression is a step of one validation, and the extracts tell which rows failed it."""

import pointblank
import polars as pl
import pyarrow as pa

from bench.validation.judge import Judge, by_rule
from bench.validation.oracle import Failure
from bench.validation.polars_rules import broken, with_meaning

LIBRARIES = ("pointblank", "polars")
RULES = broken()


def judge(table: pa.Table) -> Judge:
    staff = pl.DataFrame(table)

    def call() -> dict[int, pl.DataFrame]:
        steps = pointblank.Validate(with_meaning(staff))
        for rule, breaks in RULES.items():
            steps = steps.col_vals_expr(~breaks.fill_null(value=False), brief=rule)
        done = steps.interrogate(collect_tbl_checked=False, extract_limit=len(staff))
        extracts: dict[int, pl.DataFrame] = done.get_data_extracts()
        return extracts

    return Judge(call, failures)


def failures(extracts: dict[int, pl.DataFrame]) -> set[Failure]:
    """Steps and rows count from 1."""
    return by_rule((rule, extracts[step]["_row_num_"] - 1) for step, rule in enumerate(RULES, 1) if len(extracts[step]))
