"""Knows which row of now is which row of then: by person, whatever the order of the rows and the mistakes in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import STAFF_COLUMNS, Field
from trunkload.inventory.arrow_text import Places
from trunkload.validation.comparing.digests import (
    NOBODY,
    Digests,
    alone,
    both,
    cell_digests,
    digest,
    mobile_digests,
    person_digests,
)
from trunkload.validation.texts import STRINGS, Mask, arrow

KEY: Final = "0123456789abcdef"
"""These digests are forgotten at once, so they need no secret."""

NO_PAIRS: Final[pd.Series] = pd.Series(dtype="int64", index=pd.Index([], dtype="int64"))

OF_A_PERSON: Final = (
    *(Field.EMPLOYEE_ID, Field.FIRST_NAME, Field.LAST_NAME, Field.EMAIL, Field.AUTH_EMAIL, Field.MOBILE),
    *(Field.USERNAME, Field.PHONE_NUMBER, Field.EXTENSION, Field.INTERNAL_NUMBER),
)
"""What two people of one site do not share."""


@dataclass(frozen=True, slots=True)
class Table:
    """People as they were sent: `staff` as in Sheet, but counted from 0; for each `rows`, the spreadsheet number, and
    `header`, a code of the header row that it stood under."""

    staff: pd.DataFrame
    rows: Places
    header: Places


def match_people(then: Table, now: Table) -> pd.Series:
    """Index = places of now, values = places of then; each place is in it once at most.

    Rows that are alike to the letter first, then by two things that name a person, then by one that names nobody else;
    what is left by its place under the same header row. People named alike are told apart by their order.
    """
    alike = _free_pairs(_whole_rows(then.staff, now.staff), NO_PAIRS)
    left_then, left_now = _left(len(then.rows), alike.to_numpy()), _left(len(now.rows), alike.index.to_numpy())
    if not len(left_then) or not len(left_now):
        return alike
    named = NO_PAIRS
    for way in _ways(then.staff.iloc[left_then], now.staff.iloc[left_now]):
        named = _joined(named, _free_pairs(way, named))
    found = _joined(alike, pd.Series(left_then[named], index=left_now[named.index], dtype="int64"))
    return _joined(found, _by_place(then, now, found))


def _joined(found: pd.Series, more: pd.Series) -> pd.Series:
    return pd.concat([found, more]) if len(found) and len(more) else more if len(more) else found


def _left(places: int, taken: Places) -> Places:
    left = np.ones(places, dtype=bool)
    left[taken] = False
    return np.flatnonzero(left)


def _ways(then: pd.DataFrame, now: pd.DataFrame) -> Iterator[tuple[Digests, Digests]]:
    """The surest first; a digest that stands in one file twice is worth nothing, unless it counts them."""
    was, is_ = _names(then), _names(now)
    for one, other in (("employee", "name"), ("name", "email"), ("name", "mobile"), ("employee", "email")):
        yield both(was[one], was[other]), both(is_[one], is_[other])
    for one in ("family_email", "given_email", "employee", "name"):
        yield was[one], is_[one]
    for one in ("email", "mobile"):
        yield _of_nameless(was, one), alone(is_[one])
        yield alone(was[one]), _of_nameless(is_, one)
    for one in ("name", "employee"):
        yield _numbered(was[one]), _numbered(is_[one])


def _names(staff: pd.DataFrame) -> dict[str, Digests]:
    """All that may name a person, by itself or with something else."""
    return {**cell_digests(staff, KEY), **person_digests(staff, KEY), "mobile": mobile_digests(staff, KEY)}


def _of_nameless(names: dict[str, Digests], one: str) -> Digests:
    """An address or a number alone counts where a name is missing; else it may be a mailbox of two people."""
    return np.where(names["name"] == NOBODY, alone(names[one]), NOBODY)


def _whole_rows(then: pd.DataFrame, now: pd.DataFrame) -> tuple[Digests, Digests]:
    filled = [name for name in STAFF_COLUMNS if then[name].notna().any() or now[name].notna().any()]
    was, is_ = (_numbered(digest(_whole(staff[filled]), KEY)) for staff in (then, now))
    return was, is_


def _whole(cells: pd.DataFrame) -> pa.Array:
    filled = [pc.fill_null(arrow(cells[name]), "") for name in cells.columns]
    return pc.binary_join_element_wise(*filled, pa.scalar("\x1f", STRINGS))


def _numbered(digests: Digests) -> Digests:
    """The first, second … of those alike."""
    number = pd.Series(digests).groupby(digests, sort=False).cumcount() + 1
    return both(digests, number.to_numpy().astype(np.uint64))


def _free_pairs(way: tuple[Digests, Digests], found: pd.Series) -> pd.Series:
    """Pairs of digests that stand once on each side, of places that are not found yet; as `match_people` answers."""
    then, now = (
        _once(digests, taken) for digests, taken in zip(way, (found.to_numpy(), found.index.to_numpy()), strict=True)
    )
    at = pd.Index(then).get_indexer(pd.Index(now))
    return pd.Series(then.index.to_numpy()[at[at >= 0]], index=now.index[at >= 0], dtype="int64")


def _once(digests: Digests, taken: Places) -> pd.Series:
    """By place."""
    left = digests != NOBODY
    left[taken] = False
    free = pd.Series(digests[left], index=np.flatnonzero(left))
    return free[~free.duplicated(keep=False)]


def _by_place(then: Table, now: Table, found: pd.Series) -> pd.Series:
    """The same row under the same header row, where enough of what names a person is the same."""
    free_then, free_now = _left(len(then.rows), found.to_numpy()), _left(len(now.rows), found.index.to_numpy())
    place = [
        pd.MultiIndex.from_arrays([one.header[free], one.rows[free]])
        for one, free in ((then, free_then), (now, free_now))
    ]
    at = place[0].get_indexer(place[1]) if not place[0].has_duplicates else np.full(len(free_now), -1)
    pairs = pd.Series(free_then[at[at >= 0]], index=pd.Index(free_now[at >= 0], dtype="int64"), dtype="int64")
    if not len(pairs):
        return pairs
    return pairs[_alike(then.staff, now.staff, pairs)]


def _alike(then: pd.DataFrame, now: pd.DataFrame, pairs: pd.Series) -> Mask:
    """Two cells that name nobody else are the same, or one is and nothing that was filled is another now."""
    was, is_ = (
        one.iloc[places].fillna("").to_numpy(dtype=object)
        for one, places in ((then, pairs.to_numpy()), (now, pairs.index.to_numpy()))
    )
    own = np.column_stack([~then[name].duplicated(keep=False).to_numpy()[pairs] for name in OF_A_PERSON])
    same = (was == is_) & (was != "")
    of_a_person = (same[:, [STAFF_COLUMNS.index(name) for name in OF_A_PERSON]] & own).sum(axis=1)
    only_filled = ((was == is_) | (was == "")).all(axis=1)
    alike: Mask = (of_a_person >= 2) | ((of_a_person == 1) & only_filled)  # noqa: PLR2004 - said above
    return alike
