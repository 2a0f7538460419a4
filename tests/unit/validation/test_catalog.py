"""Every rule of the domain that a sheet can break has findings of its own."""

import pytest

from trunkload.validation.catalog import CATALOG, severities
from trunkload.validation.codes import Code
from trunkload.validation.findings import Severity
from trunkload.validation.kinds import KINDS, Kind
from trunkload.validation.rules import Rules

BREAKABLE = (
    *("S-01", "S-02", "S-03", "S-04", "S-05", "S-06", "S-07", "S-10", "S-11", "S-12", "S-13", "S-14", "S-15", "S-16"),
    *(
        "S-17",
        "S-18",
        "S-19",
        "S-20",
        "R-01",
        "R-04",
        "R-06",
        "R-07",
        "R-08",
        "R-10",
        "R-13",
        "R-11",
        "R-14",
        "R-21",
        "S-21",
        "S-22",
    ),
    *("N-04", "N-05", "N-06", "N-07", "N-08", "N-09", "N-10"),
)


@pytest.mark.parametrize("rule", BREAKABLE)
def test_every_rule_that_a_sheet_can_break_has_its_finding(rule: str) -> None:
    assert [code for code, entry in CATALOG.items() if rule in entry.rule.split(", ")]


def test_every_finding_has_its_kind() -> None:
    """In this order a row is judged: cell, row, sheet, account, capacity."""
    assert set(KINDS) == set(Code)
    assert {code for code, kind in KINDS.items() if kind is Kind.SHEET} == {
        *(Code.PERSON_TWICE, Code.EMPLOYEE_ID_TWICE, Code.USERNAME_TWICE, Code.NUMBER_TWICE, Code.INTERNAL_TWICE),
        *(Code.INTERNAL_PREFIX, Code.AUTH_EMAIL_REPEATED),
    }
    assert list(Kind) == sorted(Kind)


def test_a_company_changes_the_gravity_of_its_own_codes_and_of_no_other() -> None:
    chosen = severities(Rules(block=("email_shared",), warn=("internal_directory",)))
    changed = {code: severity for code, severity in chosen.items() if severity is not CATALOG[code].severity}
    assert changed == {Code.EMAIL_SHARED: Severity.BLOCKED, Code.INTERNAL_DIRECTORY: Severity.WARNING}
