"""Knows the people of one upload as digests, and in which earlier uploads the same people were."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from trunkload.validation.checked import Checked
from trunkload.validation.comparing.digests import NOBODY, WAYS, Digests, alone, person_digests
from trunkload.validation.texts import Mask


class HasPeople(Protocol):
    """An upload, however it is kept."""

    @property
    def people(self) -> "People":
        """Who was in it."""
        ...


Upload = TypeVar("Upload", bound=HasPeople)

SAME_PEOPLE: Final = 0.5
"""From this share of the smaller file on two files are about the same people; one namesake makes no comparison."""

MOST_UPLOADS: Final = 500
MOST_PEOPLE: Final = 1_000_000
"""So many earlier uploads, and people of them, are looked at; who was last sent before them counts as new."""

MANY: Final = 10_000
"""From so many people on all of an upload is looked up at once."""


@dataclass(frozen=True, slots=True)
class People:
    """One place a row: its spreadsheet number, whether it needed fixing, and its digests by each of WAYS."""

    rows: NDArray[np.int32]
    to_fix: Mask
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
    names = {way: alone(people.digests[way]) for way in WAYS}
    all_names = frozenset(one for digests in names.values() for one in digests.tolist()) - {int(NOBODY)}
    sought = np.ones(len(people), dtype=bool)
    found: list[Upload] = []
    for upload in _recent(uploads):
        if len(upload.people) < MANY and not _name_one(upload.people, all_names):
            continue
        shared = sought & _shared(names, upload.people)
        if shared.sum() > 0 and shared.sum() >= SAME_PEOPLE * min(sought.sum(), len(upload.people)):
            found.append(upload)
            sought &= ~shared
            if not sought.any():
                break
    return found


def _recent(uploads: Iterable[Upload]) -> Iterator[Upload]:
    looked_at = 0
    for upload in islice(uploads, MOST_UPLOADS):
        yield upload
        looked_at += len(upload.people)
        if looked_at > MOST_PEOPLE:
            return


def _name_one(people: People, names: frozenset[int]) -> bool:
    """Asked first of a small upload, because most are of other people."""
    return any(not names.isdisjoint(digests.tolist()) for digests in people.digests.values())


def _shared(names: dict[str, Digests], then: People) -> Mask:
    """Which of the people were there, by whatever names them and nobody else."""
    shared = np.zeros(len(names[WAYS[0]]), dtype=bool)
    for way, sought in names.items():
        shared |= (sought != NOBODY) & pd.Series(sought).isin(then.digests[way]).to_numpy()
    return shared
