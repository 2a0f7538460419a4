"""Decides how a new snapshot of the carrier meets the stored account: what changes, what stays, what is in conflict."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from trunkload.inventory.account import WORKPLACE_COLUMNS, Account, PriceList, Source, none_ended, text_frame
from trunkload.inventory.account_changes import (
    GONE,
    REST_DAYS,
    AccountDiff,
    Conflict,
    ConflictKind,
    Stored,
    WorkplaceDiff,
)
from trunkload.inventory.moments import time_text
from trunkload.inventory.number_meeting import TEXT, meet_numbers, moment_of, no_numbers, number_conflicts, unlike
from trunkload.inventory.part_diff import merged_parts, part_changes

OURS_OF_WORKPLACES = frozenset({"state", "import_id", "employee_key", "identity_key", "row_digest", "planned_package"})
TOLD_OF_WORKPLACES = tuple(name for name in WORKPLACE_COLUMNS if name not in OURS_OF_WORKPLACES)
"""Columns that are the carrier's."""

FIELD_CHANGE_COLUMNS = ("username", "field", "before", "after")


def account_diff(stored: Stored | None, told: Account, *, rest_days: int = REST_DAYS) -> AccountDiff:
    """What the snapshot `told` changes in what is stored, None where nothing is. Pure: nothing is written.

    A number whose workplace ended rests for `rest_days`.
    """
    before = None if stored is None else stored.account.taken_at
    stored = stored or _nothing_of(told)
    known = stored.account.numbers
    numbers = meet_numbers(known, told.numbers, moment_of(told.taken_at, rest_days))
    workplaces = _meet_workplaces(stored.account.workplaces, told.workplaces)
    since = "" if before is None else time_text(before)
    conflicts = (
        *number_conflicts(known, told.numbers, numbers, stored.sent, since),
        *_workplace_conflicts(workplaces, stored.about),
    )
    untold = known.loc[known.index.difference(told.numbers.index)]
    merged = merged_parts(stored.account, told, untold[untold["source"] == Source.ENTERED])
    return AccountDiff(before, numbers, workplaces, tuple(part_changes(stored, told)), conflicts, merged)


def _nothing_of(told: Account) -> Stored:
    """Before the first snapshot."""
    account = replace(
        told,
        sites=(),
        trunks=(),
        blocks=(),
        contingents=(),
        price_list=PriceList(told.price_list.currency, ()),
        numbers=no_numbers(),
        workplaces=text_frame([], index="id", columns=TOLD_OF_WORKPLACES),
        ended=none_ended(),
    )
    return Stored(account, frozenset(), pd.Index([], dtype=TEXT), pd.Series([], dtype=TEXT))


def _meet_workplaces(known: pd.DataFrame, told: pd.DataFrame) -> WorkplaceDiff:
    both = told.index.intersection(known.index)
    here, there = known.loc[both], told.loc[both]
    differing = [field for field in TOLD_OF_WORKPLACES if unlike(here[field], there[field]).any()]
    changed = [_field_changes(here, there, field) for field in differing or TOLD_OF_WORKPLACES[:1]]
    return WorkplaceDiff(
        came=told.loc[told.index.difference(known.index), list(TOLD_OF_WORKPLACES)],
        left=known.loc[known.index.difference(told.index), list(TOLD_OF_WORKPLACES)],
        changed=pd.concat(changed)[list(FIELD_CHANGE_COLUMNS)].sort_index(kind="stable"),
    )


def _field_changes(here: pd.DataFrame, there: pd.DataFrame, field: str) -> pd.DataFrame:
    rows = unlike(here[field], there[field])
    pair = {"username": there["username"], "before": here[field], "after": there[field]}
    return pd.DataFrame(pair)[rows].assign(field=field)


def _workplace_conflicts(diff: WorkplaceDiff, about: pd.Series) -> Iterator[Conflict]:
    """What an open import of ours is about to change or end, and the carrier has changed or ended meanwhile."""
    touched = diff.changed[diff.changed.index.isin(about.index)]
    for workplace, fields in touched.groupby(level=0)["field"]:
        told, name = ", ".join(map(str, fields)), str(workplace)
        yield Conflict(ConflictKind.WORKPLACE_CHANGED, name, "", told, str(about[name]))
    for workplace in diff.left.index.intersection(about.index):
        yield Conflict(ConflictKind.WORKPLACE_GONE, str(workplace), "", GONE, str(about[workplace]))
