"""Knows how findings are masked before they are worded: the value, the suggestion, and what fills the sentence."""

import json
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from trunkload.reports.masking.cells import masked_cell
from trunkload.reports.masking.known import Known, is_day, is_import
from trunkload.reports.masking.looks import HIDDEN
from trunkload.validation.codes import Code
from trunkload.validation.findings import Findings
from trunkload.validation.groups import VALUE_IS_CAUSE
from trunkload.validation.reading import TRIMMED

OURS: Final = frozenset(
    {
        *("asked", "free", "count", "first", "blocked", "more", "most", "least", "days", "at", "row", "rows", "cells"),
        *("sites", "trunks", "blocks", "choices", "domains", "system", "which", "date", "import", "name"),
    }
)
"""Parameters that we fill with counts, places in the sheet, and the company's own words."""

BY_PLACE: Final = frozenset({"site", "trunk", "block", "own", "number", "shorter"})
INTERNAL: Final = frozenset(
    {
        *(Code.INTERNAL_SPECIAL_FUNCTION, Code.INTERNAL_DIRECTORY, Code.INTERNAL_EMERGENCY),
        *(Code.INTERNAL_DIRECTORY_SIX, Code.INTERNAL_LEADING_ZERO, Code.INTERNAL_PREFIX, Code.INTERNAL_PREFIX_KNOWN),
        *(Code.INTERNAL_TAKEN, Code.INTERNAL_TWICE),
    }
)
"""Findings whose numbers are internal ones."""

MOST_INTERNAL: Final = 6
"""Digits of an internal number."""


def masked_findings(findings: Findings, known: Known) -> Findings:
    """The same findings about the same cells. Where a word is the cause, different ones stay different causes."""
    table, causes = findings.table, _Causes()
    told = table.astype(object).where(table.notna(), None)
    rows = [
        (
            causes.told_apart(code, value, _seen(field, value, known)),
            _seen(field, suggestion, known),
            None if params is None else _masked_params(str(code), str(params), known),
        )
        for field, code, value, suggestion, params in told[
            ["field", "code", "value", "suggestion", "params"]
        ].itertuples(index=False, name=None)
    ]
    masked = pd.DataFrame(rows, columns=["value", "suggestion", "params"], index=table.index)
    return Findings(table.assign(**{name: masked[name].astype(table[name].dtype) for name in masked.columns}))


def _seen(field: str | None, text: str | None, known: Known) -> str | None:
    return None if text is None else masked_cell(field, text, known)


@dataclass(frozen=True, slots=True)
class _Causes:
    """Hidden words that are causes get a number each, so that what is one thing to do stays one."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def told_apart(self, code: str, value: str | None, seen: str | None) -> str | None:
        if value is None or seen != HIDDEN or Code(code) not in VALUE_IS_CAUSE:
            return seen
        word = code, value.strip(TRIMMED).lower()
        return f"{HIDDEN} ({self.numbers.setdefault(word, len(self.numbers) + 1)})"


def _masked_params(code: str, params: str, known: Known) -> str:
    masked = {name: _masked_param(code, name, text, known) for name, text in json.loads(params).items()}
    return json.dumps(masked, ensure_ascii=False, sort_keys=True)


def _masked_param(code: str, name: str, text: str, known: Known) -> str:
    may_be_seen = (
        name in OURS
        or (name in BY_PLACE and known.is_place(text))
        or (Code(code) in INTERNAL and text.isdecimal() and len(text) <= MOST_INTERNAL)
        or (name == "odd" and len(text) == 1)
        or is_day(text)
        or is_import(text)
    )
    return text if may_be_seen or not text else HIDDEN
