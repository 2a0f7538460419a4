"""Builds the receipt that page and workbook show: every row of the file once, by what becomes of it."""

from dataclasses import replace
from datetime import datetime

from trunkload.intake.field_names import field_name
from trunkload.intake.sheet import Sheet
from trunkload.reports.notation import moment_text
from trunkload.reports.view import DecisionView, ReceiptView, SkippedRows, SkipReason
from trunkload.validation.checked import Checked
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang
from trunkload.validation.receipt import Taken


def receipt_view(checked: Checked, taken_out: tuple[int, ...], lang: Lang) -> ReceiptView:
    """`taken_out`: rows that are right and that a person took out of the plan."""
    receipt, skipped = checked.receipt, checked.sheet.skipped
    warned = len(checked.findings.rows_with(Severity.WARNING).intersection(list(taken_out)))
    left_out = (
        SkippedRows(SkipReason.BLANK, skipped.blank),
        SkippedRows(SkipReason.HIDDEN, skipped.hidden),
        SkippedRows(SkipReason.EXAMPLE, skipped.example),
        SkippedRows(SkipReason.FOOTER, skipped.footer),
        SkippedRows(SkipReason.REPEATED, tuple(int(row) for row in checked.repeated)),
    )
    return ReceiptView(
        rows=receipt.rows,
        ready=receipt.ready - (len(taken_out) - warned),
        ready_with_warnings=receipt.ready_with_warnings - warned,
        blocked=receipt.blocked,
        skipped=tuple(one for one in left_out if one.rows),
        accepted=tuple(receipt.accepted.items()),
        decisions=tuple(_decision(one, checked.sheet, lang) for one in receipt.decisions),
        held_back=receipt.held_back,
        taken_out=len(taken_out),
    )


def _decision(taken: Taken, sheet: Sheet, lang: Lang) -> DecisionView:
    decision, column = taken.decision, sheet.column_of(taken.decision.field)
    header = (column.header if column else "") or field_name(decision.field, lang)
    view = DecisionView(header, decision.value, decision.new, taken.cells, field=decision.field)
    if decision.origin is None:
        return view
    when = datetime.fromisoformat(decision.origin.decided_at).astimezone()
    return replace(view, file=decision.origin.file_name, when=moment_text(when, lang))
