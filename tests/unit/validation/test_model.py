"""The rules are declared to pandera and asked by us: both must find the same."""

import pandera.errors
from hypothesis import given, settings

from tests.builders import TODAY, staff_sheet
from tests.unit.validation.builders import Row
from tests.unit.validation.test_properties import staff
from trunkload.validation.codes import Code
from trunkload.validation.model import staff_model
from trunkload.validation.one_row import broken_rules
from trunkload.validation.reading import read_cells, trimmed
from trunkload.validation.rules import Rules

Broken = set[tuple[str, Code, int]]


@settings(deadline=None, max_examples=15)
@given(staff())
def test_pandera_finds_the_same_broken_rules(rows: list[Row]) -> None:
    read = read_cells(trimmed(staff_sheet(*rows).staff), Rules(), TODAY)
    by_pandera: Broken = set()
    try:
        staff_model(Rules()).validate(read, lazy=True)
    except pandera.errors.SchemaErrors as failed:
        cases = failed.failure_cases[["column", "check", "index"]].itertuples(index=False)
        by_pandera = {(str(column), Code(check), int(row)) for column, check, row in cases}
    ours = broken_rules(read, Rules())
    assert {(column, code, int(row)) for column, code, rows in ours for row in rows} == by_pandera
