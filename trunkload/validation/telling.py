"""Makes findings for many rows at once: where, what code, the value as typed, and what fills the sentence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made

import pandas as pd

from trunkload.validation.catalog import DEFAULT_SEVERITIES
from trunkload.validation.codes import Code
from trunkload.validation.findings import FINDING_COLUMNS, Scope, Severity
from trunkload.validation.reading import TRIMMED

NOTHING = pd.DataFrame(columns=list(FINDING_COLUMNS))
"""What most rules find in most sheets; made once, because making it costs more than judging."""


@dataclass(frozen=True, slots=True)
class Teller:
    """`typed` is the staff table as the person typed it; `present` are the fields that the file has a column for;
    `severities`: how grave each finding is by the rules that count."""

    typed: pd.DataFrame
    present: frozenset[str]
    severities: Mapping[Code, Severity] = made(default_factory=lambda: DEFAULT_SEVERITIES)

    def tell(
        self,
        code: Code,
        rows: pd.Index,
        field: str | None = None,
        *,
        suggestion: pd.Series | None = None,
        params: dict[str, pd.Series | str] | None = None,
    ) -> pd.DataFrame:
        """One finding for each of `rows`; series in `suggestion` and `params` are indexed by row number."""
        if not len(rows):
            return NOTHING
        at_cell = field is not None and field in self.present
        told: dict[str, object] = {
            "row": rows,
            "field": field,
            "code": code.value,
            "severity": self.severities[code].value,
            "scope": (Scope.CELL if at_cell else Scope.ROW).value,
            "value": self.typed[field].reindex(rows).to_numpy() if at_cell else None,
            "suggestion": None if suggestion is None else suggestion.reindex(rows).to_numpy(),
            "params": _params(rows, params or {}),
        }
        return pd.DataFrame(told, columns=list(FINDING_COLUMNS))

    def tell_column(self, code: Code, field: str, params: dict[str, pd.Series | str]) -> pd.DataFrame:
        """One finding about a whole column."""
        told = {
            "field": field,
            "code": code.value,
            "severity": self.severities[code].value,
            "scope": Scope.COLUMN.value,
            "params": _params(pd.Index([0]), params)[0],
        }
        return pd.DataFrame([told], columns=list(FINDING_COLUMNS))

    def tell_filled(
        self,
        code: Code,
        rows: pd.Index,
        fields: tuple[str, ...],
        *,
        suggestion: pd.Series | None = None,
        params: dict[str, pd.Series | str] | None = None,
    ) -> pd.DataFrame:
        """`tell`, at the first of `fields` that each row fills; where it fills none, at the first the file has."""
        present = [field for field in fields if field in self.present]
        told = self.tell(code, rows, (present or fields[-1:])[0], suggestion=suggestion, params=params)
        if len(present) < 2 or not len(rows):  # noqa: PLR2004 - with one column there is no choice
            return told
        place = pd.Series(present[0], index=rows)
        value = self.typed[present[0]].reindex(rows)
        for field in reversed(present):
            filled = self._is_filled(field, rows)
            place, value = place.mask(filled, field), value.mask(filled, self.typed[field].reindex(rows))
        return told.assign(field=place.to_numpy(), value=value.to_numpy())

    def _is_filled(self, field: str, rows: pd.Index) -> pd.Series:
        return (self.typed[field].reindex(rows).str.strip(TRIMMED) != "").fillna(value=False).astype(bool)


def _params(rows: pd.Index, params: dict[str, pd.Series | str]) -> list[str]:
    fixed = {name: value for name, value in params.items() if isinstance(value, str)}
    varying = {name: value.reindex(rows).tolist() for name, value in params.items() if not isinstance(value, str)}
    if not varying:
        return [json.dumps(fixed, ensure_ascii=False, sort_keys=True)] * len(rows)
    return [
        json.dumps(
            {**fixed, **{name: str(values[at]) for name, values in varying.items()}}, ensure_ascii=False, sort_keys=True
        )
        for at in range(len(rows))
    ]
