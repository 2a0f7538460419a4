"""Masks all that a report is about, so that nothing personal is left for its page to show."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.reports.masking.cells import masked_cell, masked_items, masked_staff
from trunkload.reports.masking.findings import masked_findings
from trunkload.reports.masking.known import Known, known_of
from trunkload.reports.masking.looks import HIDDEN
from trunkload.reports.report_on import ReportOn
from trunkload.validation.comparing.value import Comparison
from trunkload.validation.receipt import Taken

NAMING: Final = (Field.FIRST_NAME, Field.LAST_NAME, Field.EMAIL, Field.USERNAME, Field.EMPLOYEE_ID, Field.MOBILE)
SHORTEST: Final = 3
"""Names of fewer letters are in too many words."""


def masked(about: ReportOn) -> ReportOn:
    """The same rows, counts, numbers and sums; names as initials, mobile numbers by their last two digits, all else
    that a person typed hidden unless it is a place, a day or a word that such a column is there for."""
    checked, plan = about.checked, about.plan
    known = known_of(about.account, plan)
    return replace(
        about,
        checked=replace(
            checked,
            sheet=_masked_sheet(checked.sheet, known),
            findings=masked_findings(checked.findings, known),
            decisions=tuple(_masked_decision(one, known) for one in checked.decisions),
        ),
        plan=None if plan is None else replace(plan, items=masked_items(plan.items, known)),
        outcomes=tuple(replace(one, carrier_reason=None) for one in about.outcomes),
        comparison=None if about.comparison is None else _masked_comparison(about.comparison, known),
        masked=True,
    )


def _masked_comparison(told: Comparison, known: Known) -> Comparison:
    def seen(field: str, text: str | None) -> str | None:
        return None if text is None else masked_cell(field, text, known)

    cells = (replace(one, then=seen(one.field, one.then), now=seen(one.field, one.now)) for one in told.cells)
    return replace(told, cells=tuple(cells))


def _masked_sheet(sheet: Sheet, known: Known) -> Sheet:
    """A file or worksheet that is named after somebody in it does not tell the name."""
    facts, people = sheet.facts, _names_of(sheet.staff)
    return replace(
        sheet,
        facts=replace(
            facts,
            name=_without(people, facts.name),
            sheet=None if facts.sheet is None else _without(people, facts.sheet),
            hidden_sheets=tuple(_without(people, one) for one in facts.hidden_sheets),
        ),
        staff=masked_staff(sheet.staff, known),
    )


def _names_of(staff: pd.DataFrame) -> list[str]:
    """Longest first, in lower case."""
    texts = {str(text).strip().lower() for name in NAMING for text in staff[name].dropna().unique()}
    return sorted((text for text in texts if len(text) >= SHORTEST), key=lambda text: (-len(text), text))


def _without(people: Iterable[str], text: str) -> str:
    for name in people:
        if name in text.lower():
            text = re.sub(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", HIDDEN, text, flags=re.IGNORECASE)
    return text


def _masked_decision(taken: Taken, known: Known) -> Taken:
    one = taken.decision
    value, new = (masked_cell(one.field, text, known) for text in (one.value, one.new))
    return replace(taken, decision=replace(one, value=value, new=new))
