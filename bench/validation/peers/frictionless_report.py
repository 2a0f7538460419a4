"""Frictionless: a schema with the constraints that its fields know, and one check for what they cannot say."""

from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
from frictionless import Check, Checklist, Report, Schema, errors, fields
from frictionless.resources import TableResource

from bench.validation import python_rules as rules
from bench.validation.judge import Judge
from bench.validation.oracle import Failure
from bench.validation.python_twice import twice
from bench.validation.staff import FIELDS

LIBRARIES = ("frictionless",)
FIRST_ROW: Final = 2
"""Rows count from 1, and the header is one of them."""

CONSTRAINTS: Final[dict[str, dict[str, Any]]] = {
    "first_name": {"required": True, "pattern": "[^0-9]*"},
    "last_name": {"required": True, "pattern": "[^0-9]*"},
    "auth_email": {"required": True, "pattern": rules.EMAIL},
    "mobile": {"pattern": rules.TELEPHONE},
    "phone_number": {"pattern": rules.TELEPHONE},
}
PATTERN_CODES: Final = {
    "first_name": "name_has_digits",
    "last_name": "name_has_digits",
    "auth_email": "email_form",
    "mobile": "phone_characters",
    "phone_number": "phone_characters",
}


class StaffError(errors.RowError):
    """A rule that a row breaks; `note` is its name."""

    type = "staff-rule"
    template = "Row {rowNumber} breaks {note}"


class StaffCheck(Check):
    """Cells that need more than a pattern, cells together, and what stands in several rows."""

    type = "staff"
    Errors = [StaffError]  # noqa: RUF012  # as the library declares it

    def validate_start(self) -> Iterator[StaffError]:
        self.rows: list[dict[str, str | None]] = []
        yield from ()

    def validate_row(self, row: Any) -> Iterator[StaffError]:
        cells = dict(zip(FIELDS, row.cells, strict=True))
        self.rows.append(cells)
        for rule in _broken(cells):
            yield StaffError.from_row(row, note=rule)

    def validate_end(self) -> Iterator[StaffError]:
        for place, rule in twice(self.rows):
            yield StaffError(note=rule, cells=list(map(str, self.rows[place].values())), row_number=place + FIRST_ROW)


def _broken(row: dict[str, str | None]) -> Iterator[str]:
    for field, codes in _CODES.items():
        if (cell := row[field]) is not None:
            yield from (f"{field}.{code}" for code in codes(cell) if code)
    yield from (f"{field}.{code}" for field, code in rules.across(row))


_CODES: Final[dict[str, Any]] = {
    "mobile": lambda cell: (rules.mobile_code(cell),),
    "phone_number": lambda cell: (rules.wish(cell)[1],),
    "username": rules.username_codes,
    "internal_number": rules.internal_codes,
    "postal_code": lambda cell: (rules.postal_code_code(cell),),
    "auth_without_mobile": lambda cell: (None if rules.is_choice(cell) else "choice_unknown",),
    "conference_package": lambda cell: (None if rules.is_package(cell) else "choice_unknown",),
    "activation_date": lambda cell: (None if rules.day(cell) else "date_form",),
    "start_date": lambda cell: (None if rules.day(cell) else "entry_date_form",),
}


def judge(table: pa.Table) -> Judge:
    data = [list(FIELDS), *(list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True))]
    schema = Schema(fields=[fields.StringField(name=name, constraints=CONSTRAINTS.get(name, {})) for name in FIELDS])
    checklist = Checklist(checks=[StaffCheck()])

    def call() -> Report:
        return TableResource(data=data, schema=schema).validate(checklist, limit_errors=len(data) * len(FIELDS))

    return Judge(call, failures)


def failures(report: Report) -> set[Failure]:
    return {
        (row - FIRST_ROW, _rule(kind, field, note))
        for row, kind, field, note in report.flatten(["rowNumber", "type", "fieldName", "note"])
    }


def _rule(kind: str, field: str, note: str) -> str:
    if kind == StaffError.type:
        return note
    return f"{field}.missing" if '"required"' in note else f"{field}.{PATTERN_CODES[field]}"
