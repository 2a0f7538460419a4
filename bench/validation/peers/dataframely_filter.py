"""Dataframely: a schema of the columns with one rule for each expression, and the filter that tells who broke which."""

from typing import Any

import dataframely as dy
import polars as pl
import pyarrow as pa

from bench.validation.judge import Judge, by_rule
from bench.validation.oracle import Failure
from bench.validation.polars_rules import broken, with_meaning
from bench.validation.staff import FIELDS

LIBRARIES = ("dataframely", "polars")
RULES = broken()


def _rule(breaks: pl.Expr) -> Any:
    return dy.rule()(lambda _: ~breaks)


STAFF: Any = type(
    "Staff",
    (dy.Schema,),
    {
        "place": dy.UInt32(),
        **{name: dy.String(nullable=True) for name in (*FIELDS, "mobile.dialled", "wish.dialled", "login")},
        **{name: dy.Date(nullable=True) for name in ("activation", "entry")},
        **{name: dy.Bool(nullable=True) for name in ("tick", "person_twice")},
        **{rule: _rule(breaks) for rule, breaks in RULES.items()},
    },
)


def judge(table: pa.Table) -> Judge:
    staff = pl.DataFrame(table)

    def call() -> pl.DataFrame:
        _, failed = STAFF.filter(with_meaning(staff).with_row_index("place"))
        return failed.details()

    return Judge(call, failures)


def failures(details: pl.DataFrame) -> set[Failure]:
    return by_rule((rule, details.filter(pl.col(rule) == "invalid")["place"]) for rule in RULES)
