"""Knows the findings of a check in words, each at its cell address, in the order of the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from trunkload.intake.sheet import Column
from trunkload.reports.card import FindingView
from trunkload.validation.check import Checked
from trunkload.validation.findings import Finding
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of


@dataclass(frozen=True, slots=True)
class Worded:
    """A finding and its words; `row` is None for the file, `field` for what is about no column."""

    row: int | None
    field: str | None
    finding: Finding
    column: Column | None
    view: FindingView


def worded_findings(checked: Checked, lang: Lang) -> tuple[Worded, ...]:
    headers = {column.field: column.header for column in checked.sheet.columns if column.field}
    return tuple(_worded(finding, checked, headers, lang) for finding in checked.findings)


def _worded(finding: Finding, checked: Checked, headers: Mapping[str, str], lang: Lang) -> Worded:
    column = None if finding.field is None else checked.sheet.column_of(finding.field)
    header = None if column is None else column.header
    words = words_of(finding, header, lang, headers)
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
