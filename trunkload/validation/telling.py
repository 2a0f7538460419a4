"""Makes findings for many rows at once: where, what code, the value as typed, and what fills the sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.validation.catalog import DEFAULT_SEVERITIES
from trunkload.validation.codes import Code
from trunkload.validation.findings import Scope, Severity
from trunkload.validation.glance.distinct import distinct_of
from trunkload.validation.others import others_of
from trunkload.validation.reading import TRIMMED
from trunkload.validation.sentence_params import params_of
from trunkload.validation.texts import STRINGS, arrow, at, series
from trunkload.validation.told import NO_ROW, NOTHING, Told

Params = Mapping[str, pd.Series | str]


@dataclass(frozen=True, slots=True)
class Teller:
    """`typed` is the staff table as the person typed it; `letters`: the column of each field that the file has;
    `severities`: how grave each finding is by the rules that count."""

    typed: pd.DataFrame
    letters: Mapping[str, str]
    severities: Mapping[Code, Severity] = made(default_factory=lambda: DEFAULT_SEVERITIES)

    def tell(
        self,
        code: Code,
        rows: pd.Index,
        field: str | None = None,
        *,
        suggestion: pd.Series | None = None,
        params: Params | None = None,
    ) -> Told:
        """One finding for each of `rows`; series in `suggestion` and `params` are indexed by row number."""
        if not len(rows):
            return NOTHING
        columns = self._of_code(code, rows, suggestion, params)
        if field is None or field not in self.letters:
            place = {} if field is None else {"field": str(field)}
            return Told(_numbers(rows), {**columns, **place, "scope": Scope.ROW.value})
        cell = {"field": str(field), "column": self.letters[field], "value": at(self.typed[field], rows)}
        return Told(_numbers(rows), {**columns, **cell, "scope": Scope.CELL.value})

    def tell_column(self, code: Code, field: str, params: Params) -> Told:
        """One finding about a whole column."""
        columns = self._of_code(code, pd.RangeIndex(1), None, params)
        place = {"field": str(field), "column": self.letters[field], "scope": Scope.COLUMN.value}
        return Told(np.array([NO_ROW]), {**columns, **place})

    def tell_filled(
        self,
        code: Code,
        rows: pd.Index,
        fields: tuple[str, ...],
        *,
        suggestion: pd.Series | None = None,
        params: Params | None = None,
    ) -> Told:
        """`tell`, at the first of `fields` that each row fills; where it fills none, at the first the file has."""
        present = [field for field in fields if field in self.letters]
        told = self.tell(code, rows, (present or fields[-1:])[0], suggestion=suggestion, params=params)
        if len(present) < 2 or not len(rows):  # noqa: PLR2004 - with one column there is no choice
            return told
        return Told(told.rows, {**told.columns, **self._first_filled(rows, present)})

    def tell_others(self, code: Code, keys: pd.Series, fields: tuple[str, ...], params: Params) -> Told:
        """`tell_filled` for the rows whose key another row has too, each with where the others stand."""
        rows = keys.index[distinct_of(arrow(keys)).shared]
        if not len(rows):
            return NOTHING
        others = others_of(keys.loc[rows], self.letters_of(rows, fields))
        return self.tell_filled(code, rows, fields, params={**params, **others})

    def letters_of(self, rows: pd.Index, fields: tuple[str, ...]) -> pd.Series:
        """The column at which `tell_filled` tells each row; NA where the file has none of `fields`."""
        present = [field for field in fields if field in self.letters]
        if len(present) > 1:
            return series(self._first_filled(rows, present)["column"], rows)
        letter = self.letters[present[0]] if present else None
        return pd.Series(letter, index=rows, dtype=pd.StringDtype("pyarrow"))

    def _first_filled(self, rows: pd.Index, fields: list[str]) -> dict[str, pa.Array]:
        values = [at(self.typed[field], rows) for field in fields]
        trimmed = [pc.utf8_trim(value, characters=TRIMMED) for value in values]
        filled = [pc.not_equal(text, "").fill_null(fill_value=False) for text in trimmed]
        choice = pc.make_struct(*filled, field_names=list(fields))

        def of_first(*told: pa.Array | pa.Scalar) -> pa.Array:
            return pc.case_when(choice, *told, told[0])

        return {
            "field": of_first(*(pa.scalar(str(field), STRINGS) for field in fields)),
            "column": of_first(*(pa.scalar(self.letters[field], STRINGS) for field in fields)),
            "value": of_first(*values),
        }

    def _of_code(
        self, code: Code, rows: pd.Index, suggestion: pd.Series | None, params: Params | None
    ) -> dict[str, pa.Array | str]:
        told: dict[str, pa.Array | str] = {
            "code": code.value,
            "severity": self.severities[code].value,
            "params": params_of(rows, params or {}),
        }
        return told if suggestion is None else {**told, "suggestion": at(suggestion, rows)}


def _numbers(rows: pd.Index) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return rows.to_numpy(dtype=np.int64)
