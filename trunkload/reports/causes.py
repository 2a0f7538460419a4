"""Knows to which thing to do first each finding of some rows belongs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trunkload.reports.worded import Worded
from trunkload.validation.codes import Code
from trunkload.validation.groups import Group
from trunkload.validation.shared_causes import SHARED

Ints = npt.NDArray[np.int64]
Key = tuple[int, Code, str | None]


@dataclass(frozen=True, slots=True)
class Causes:
    """`groups` as they are numbered on the page, from 1; `rows`: those of each."""

    groups: tuple[Group, ...]
    rows: tuple[Ints, ...]

    def among(self, rows: Ints) -> dict[Key, int]:
        """The number of each cause by the row, code and field of its findings, for some rows."""
        return {
            (row, group.finding.code, _field(group.finding.code, group.finding.field)): number
            for number, (group, of_group) in enumerate(zip(self.groups, self.rows, strict=True), start=1)
            for row in rows[_among(rows, of_group)].tolist()
        }


def causes_of(groups: Sequence[Group]) -> Causes:
    return Causes(tuple(groups), tuple(np.array(group.rows, dtype=np.int64) for group in groups))


def cause_of(told: Worded, numbered: dict[Key, int]) -> int | None:
    code = told.finding.code
    return None if told.row is None else numbered.get((told.row, code, _field(code, told.field)))


def _field(code: Code, field: str | None) -> str | None:
    """What rows share is one cause, in whichever column each of them says it."""
    return None if code in SHARED else field


def _among(rows: Ints, ascending: Ints) -> npt.NDArray[np.bool_]:
    at = np.searchsorted(ascending, rows).clip(max=len(ascending) - 1)
    found: npt.NDArray[np.bool_] = ascending[at] == rows
    return found
