"""Knows whether the rules accept a new value by itself: it is judged alone, in a row that holds nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from trunkload.intake.choices import Decision
from trunkload.intake.sheet import Sheet, Skipped
from trunkload.inventory.account import Account
from trunkload.validation.check import check_sheet
from trunkload.validation.codes import Code
from trunkload.validation.findings import Finding, Scope, Severity
from trunkload.validation.kinds import KINDS, Kind
from trunkload.validation.rules import Rules

FIRST_ROW = 1

UNKNOWN_NAMES = frozenset({Code.SITE_UNKNOWN, Code.TRUNK_UNKNOWN, Code.BLOCK_UNKNOWN, Code.NUMBER_UNKNOWN})
"""What the account says of a value alone, whatever else stands in its row."""


def refused_values(
    decisions: Sequence[Decision], sheet: Sheet, account: Account | None, rules: Rules, today: date
) -> dict[Decision, Finding]:
    """The decisions whose new value is refused, whatever else stands in a row, each with what is told of it."""
    if not decisions:
        return {}
    checked = check_sheet(_alone(decisions, sheet), account, rules, today)
    found: dict[Decision, Finding] = {}
    for finding in checked.findings:
        decision = decisions[(finding.row or FIRST_ROW) - FIRST_ROW]
        if _is_about(finding, decision):
            found.setdefault(decision, finding)
    return found


def _alone(decisions: Iterable[Decision], sheet: Sheet) -> Sheet:
    """One row for each decision, with its new value and nothing else; rows of one value are told apart by nothing."""
    values = [{one.field: one.new} for one in decisions]
    staff = pd.DataFrame(values, columns=list(sheet.staff.columns)).astype(sheet.staff.dtypes.to_dict())
    staff.index = pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(values), name=sheet.staff.index.name)
    return replace(sheet, staff=staff, skipped=Skipped(), marks={})


def _is_about(finding: Finding, decision: Decision) -> bool:
    """What is missing, what rows have in common, and whom a row is about, is not said of the value itself."""
    return (
        finding.severity is Severity.BLOCKED
        and finding.scope is Scope.CELL
        and finding.field == decision.field
        and finding.code is not Code.MISSING
        and (KINDS[finding.code] is Kind.CELL or finding.code in UNKNOWN_NAMES)
    )
