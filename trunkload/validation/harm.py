"""Knows what a rule about damaged cells says of one column: which cells, what is proposed, how they are read now."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum

import pandas as pd

from trunkload.validation.codes import Code


class Reading(StrEnum):
    """How a damaged cell is read until a person decides."""

    AS_SUGGESTED = "as_suggested"
    """There is only one thing that it can mean; the person is told."""
    AS_NOTHING = "as_nothing"
    """What stands there means nothing, so that no other rule speaks of it."""
    AS_TYPED = "as_typed"


@dataclass(frozen=True, slots=True)
class Harm:
    """`suggestion` is indexed by the row numbers of the cells that are told, NA where nothing can be proposed."""

    code: Code
    field: str
    suggestion: pd.Series
    reading: Reading
    params: Mapping[str, pd.Series | str] = made(default_factory=dict)

    @property
    def rows(self) -> pd.Index:
        return self.suggestion.index


def nothing_for(rows: pd.Index) -> pd.Series:
    """No suggestion for any of `rows`."""
    return pd.Series(pd.NA, index=rows, dtype=pd.StringDtype("pyarrow"))
