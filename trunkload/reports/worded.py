"""Knows the findings of a check in words, each at its cell address, in the order of the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from trunkload.intake.sheet import Column, Sheet
from trunkload.reports.card import FindingView
from trunkload.validation.check import Checked
from trunkload.validation.findings import Finding, Findings
from trunkload.validation.language import Lang
from trunkload.validation.wording import Words, words_of


@dataclass(frozen=True, slots=True)
class Worded:
    """A finding and its words; `row` is None for the file, `field` for what is about no column."""

    row: int | None
    field: str | None
    finding: Finding
    column: Column | None
    view: FindingView


def worded_findings(checked: Checked, lang: Lang) -> tuple[Worded, ...]:
    return worded_some(checked.findings, checked.sheet, lang)


def worded_some(findings: Findings, sheet: Sheet, lang: Lang) -> tuple[Worded, ...]:
    """In the order of `findings`; what many of them say in the same words is worded once."""
    columns = {column.field: column for column in sheet.columns if column.field}
    headers = {field: column.header for field, column in columns.items()}
    said: dict[object, Words] = {}
    return tuple(_worded(finding, columns.get(finding.field or ""), headers, lang, said) for finding in findings)


def _worded(
    finding: Finding, column: Column | None, headers: Mapping[str, str], lang: Lang, said: dict[object, Words]
) -> Worded:
    header = None if column is None else column.header
    names_itself = finding.row if "rows" in finding.params else None
    alike = (finding.code, finding.field, finding.value, finding.suggestion, names_itself, *finding.params.items())
    words = said.get(alike)
    if words is None:
        words = said[alike] = words_of(finding, header, lang, headers)
    view = FindingView(
        severity=finding.severity,
        sentence=words.message,
        fix=words.fix,
        cell=None if column is None or finding.row is None else f"{column.letter}{finding.row}",
        header=header,
        value=finding.value,
        suggestion=finding.suggestion,
    )
    return Worded(finding.row, finding.field, finding, column, view)
