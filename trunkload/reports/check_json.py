"""Knows the JSON of `check` and `import`, schema trunkload.check/1: stable for machines, extended, never changed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from trunkload.intake.refusal import Refused
from trunkload.intake.sheet import Sheet, Upload
from trunkload.orders.plan import Plan
from trunkload.reports.comparison_json import comparison_document
from trunkload.reports.decided_json import decision_document, group_document, policy_document
from trunkload.reports.numbers_json import kept_document, number_documents
from trunkload.reports.worded import Worded, worded_findings
from trunkload.reports.worded_groups import worded_groups
from trunkload.validation.actions.action import Action
from trunkload.validation.check import Checked
from trunkload.validation.comparing.value import Comparison
from trunkload.validation.findings import Scope, Severity
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of_refusal

SCHEMA = "trunkload.check/1"


def check_document(  # noqa: PLR0913 - all that is told
    checked: Checked,
    plan: Plan | None,
    import_id: str | None,
    lang: Lang,
    taken_out: Sequence[int] = (),
    *,
    comparison: Comparison | None = None,
) -> dict[str, Any]:
    """`outcome` is `ready` or `needs_fixing`; a check's plan has neither import_id nor digest: nothing is kept.

    `taken_out`: rows that are right and that a person took out of the plan. `outcomes` is filled in once orders are
    sent (`outcome_json`); `comparison` is null where nobody of the file was sent before.
    """
    receipt = checked.receipt
    return {
        "schema": SCHEMA,
        "outcome": "needs_fixing" if receipt.blocked else "ready",
        "file": _file(checked.sheet),
        "receipt": {
            "rows": receipt.rows,
            "ready": receipt.ready,
            "ready_with_warnings": receipt.ready_with_warnings,
            "blocked": receipt.blocked,
            "skipped": {
                "blank": receipt.blank,
                "hidden": receipt.hidden,
                "example": receipt.example,
                "footer": receipt.footer,
                "repeated": receipt.repeated,
            },
            "skipped_rows": {reason: list(rows) for reason, rows in checked.left_out.items()},
            "accepted": dict(receipt.accepted),
            "decisions": [decision_document(one) for one in receipt.decisions],
            "to_fix": receipt.to_fix,
            "held_back": receipt.held_back,
        },
        "columns": [
            {
                "letter": one.letter,
                "header": one.header,
                "field": one.field,
                "how": one.how,
                "suggestion": one.suggestion,
            }
            for one in checked.sheet.columns
        ],
        "findings": [finding_document(one) for one in worded_findings(checked, lang)],
        "plan": None if plan is None else _plan(plan, import_id, taken_out, lang),
        "policy": policy_document(checked),
        "groups": [group_document(one, lang) for one in worded_groups(checked.findings, checked.sheet, lang).told],
        "kept_back": kept_document(checked),
        "outcomes": [],
        "comparison": comparison_document(comparison),
    }


def refusal_document(name: str, upload: Upload | None, refused: Refused, lang: Lang) -> dict[str, Any]:
    """`outcome` is `unusable`; the one finding says why. `upload` is None where there is no such file."""
    words = words_of_refusal(refused, lang)
    nothing = {"blank": 0, "hidden": 0, "example": 0, "footer": 0, "repeated": 0}
    return {
        "schema": SCHEMA,
        "outcome": "unusable",
        "file": {
            "name": name,
            "sha256": None if upload is None else upload.sha256,
            "bytes": None if upload is None else len(upload.content),
            **dict.fromkeys(("format", "sheet", "encoding", "delimiter", "header_row")),
            **dict.fromkeys(("fingerprint", "date_system", "macros", "hidden")),
        },
        "receipt": {
            **dict.fromkeys(("rows", "ready", "ready_with_warnings", "blocked"), 0),
            "skipped": nothing,
            "skipped_rows": {reason: [] for reason in nothing},
            "accepted": {},
            "decisions": [],
            "to_fix": 0,
            "held_back": 0,
        },
        "columns": [],
        "findings": [
            {
                "scope": Scope.FILE.value,
                "row": refused.row,
                "column": refused.column,
                "header": None,
                "field": None,
                "code": refused.code.value,
                "severity": Severity.BLOCKED.value,
                "value": None,
                "message": words.message,
                "fix": words.fix,
                "suggestion": None,
            }
        ],
        "plan": None,
        "policy": None,
        "groups": [],
        "kept_back": [],
        "outcomes": [],
        "comparison": None,
    }


def _file(sheet: Sheet) -> dict[str, Any]:
    """`hidden`: what the file hides and what was therefore not read."""
    facts = sheet.facts
    return {
        "name": facts.name,
        "sha256": facts.sha256,
        "bytes": facts.size,
        "format": facts.format,
        "sheet": facts.sheet,
        "encoding": facts.encoding,
        "delimiter": facts.delimiter,
        "header_row": facts.header_row or None,
        "fingerprint": facts.fingerprint,
        "date_system": facts.date_system,
        "macros": facts.macros,
        "hidden": {
            "sheets": list(facts.hidden_sheets),
            "columns": [one.letter for one in sheet.columns if one.how == "hidden"],
            "rows": list(sheet.skipped.hidden),
        },
    }


def finding_document(one: Worded) -> dict[str, Any]:
    """What a finding does not have is null."""
    return {
        "scope": one.finding.scope.value,
        "row": one.row,
        "column": None if one.column is None else one.column.letter,
        "header": one.view.header,
        "field": one.field,
        "code": one.finding.code.value,
        "severity": one.finding.severity.value,
        "value": one.view.value,
        "message": one.view.sentence,
        "fix": one.view.fix,
        "suggestion": one.view.suggestion,
    }


def _plan(plan: Plan, import_id: str | None, taken_out: Sequence[int], lang: Lang) -> dict[str, Any]:
    return {
        "import_id": import_id,
        "digest": None if import_id is None else plan.digest,
        "orders": len(plan.orders),
        "items": len(plan.items),
        "shortages": [
            {"trunk": one.trunk, "asked": one.asked, "free": one.free, "site": one.site} for one in plan.shortages
        ],
        "cost": {
            "monthly": _amount(plan.cost.monthly),
            "one_off": _amount(plan.cost.one_off),
            "currency": plan.cost.currency,
        },
        "actions": {action.value: plan.count(action) for action in Action},
        "numbers": number_documents(plan, lang),
        "taken_out": list(taken_out),
    }


def _amount(amount: Decimal | None) -> str | None:
    """Two decimals as text, because a float would round somebody's money."""
    return None if amount is None else f"{amount:.2f}"
