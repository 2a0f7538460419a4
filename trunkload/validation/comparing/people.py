"""Knows the people of one upload as digests, and in which earlier uploads the same people were."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from trunkload.validation.checked import Checked
from trunkload.validation.comparing.digests import NOBODY, WAYS, Digests, alone, person_digests


class HasPeople(Protocol):
    """An upload, however it is kept."""

    @property
    def people(self) -> "People":
        """Who was in it."""
        ...


Upload = TypeVar("Upload", bound=HasPeople)

SAME_PEOPLE: Final = 0.5
"""From this share of the smaller file on two files are about the same people; one namesake makes no comparison."""

MOST_PEOPLE: Final = 2_000_000
"""So many people of earlier uploads are looked at; who was last sent before them counts as new."""


@dataclass(frozen=True, slots=True)
class People:
    """One place a row: its spreadsheet number, whether it needed fixing, and its digests by each of WAYS."""

    rows: NDArray[np.int32]
    to_fix: NDArray[np.bool_]
    digests: dict[str, Digests]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def rows_to_fix(self) -> pd.Index:
        return pd.Index(self.rows[self.to_fix], dtype="int64")


def people_of(checked: Checked, key: str) -> People:
    """`key` as in `person_digests`."""
    staff = checked.sheet.staff
    to_fix = staff.index.isin(rows_to_fix(checked))
    return People(staff.index.to_numpy(dtype=np.int32), to_fix, person_digests(staff, key))


def rows_to_fix(checked: Checked) -> pd.Index:
    """Blocked for what is wrong in them; who only waits for others has nothing to fix."""
    return checked.blocked.difference(checked.held_back)


def uploads_of(people: People, uploads: Iterable[Upload]) -> list[Upload]:
    """The uploads that the same people were last in; `uploads`: all earlier ones, the last first, read as needed."""
    sought = np.ones(len(people), dtype=bool)
    found: list[Upload] = []
    looked_at = 0
    for upload in uploads:
        then = upload.people
        shared = sought & _shared(people, then)
        if shared.sum() > 0 and shared.sum() >= SAME_PEOPLE * min(sought.sum(), len(then)):
            found.append(upload)
            sought &= ~shared
        looked_at += len(then)
        if not sought.any() or looked_at > MOST_PEOPLE:
            break
    return found


def _shared(people: People, then: People) -> NDArray[np.bool_]:
    """Which of the people were there, by whatever names them and nobody else."""
    shared = np.zeros(len(people), dtype=bool)
    for way in WAYS:
        sought, known = alone(people.digests[way]), then.digests[way]
        shared |= (sought != NOBODY) & pd.Series(sought).isin(known).to_numpy()
    return shared
