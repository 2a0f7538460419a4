"""Decides what becomes of each number when the carrier tells anew: its word counts, but where ours is more careful."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from trunkload.inventory.account import NUMBER_COLUMNS, NumberState, Source, text_frame
from trunkload.inventory.account_changes import GONE, NUMBER_CHANGE_COLUMNS, Conflict, ConflictKind, NumberDiff
from trunkload.inventory.moments import time_text

TEXT = pd.StringDtype("pyarrow")
LEDGER_COLUMNS = (*NUMBER_COLUMNS, "import_id")
OURS = ("state", "holder", "held_until", "available_from", "import_id")
"""What stays where a number of ours stays as it is."""

SHOWN = ("state", "holder", "trunk")
"""Whose change a person is told."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When the carrier told: `since` as it is stored; `today` and `rest_until` as ISO days."""

    since: str
    today: str
    rest_until: str


def moment_of(taken_at: datetime, rest_days: int) -> Moment:
    day = taken_at.astimezone().date()
    return Moment(time_text(taken_at), day.isoformat(), (day + timedelta(days=rest_days)).isoformat())


def meet_numbers(known: pd.DataFrame, told: pd.DataFrame, moment: Moment) -> NumberDiff:
    """`known`: LEDGER_COLUMNS, `told`: NUMBER_COLUMNS; index = E.164. Nothing is written here."""
    fresh = told.reindex(columns=list(LEDGER_COLUMNS)).astype(TEXT)
    both = fresh.index.intersection(known.index)
    here, there = known.loc[both], fresh.loc[both]
    careful = _careful(here, there, moment.today)
    after = _after(here, there, careful, moment)
    untold = known.loc[known.index.difference(fresh.index)]
    entered = untold["source"] == Source.ENTERED
    came = fresh.loc[fresh.index.difference(known.index)]
    told_of = ["state", "available_from", "note"]
    return NumberDiff(
        came=came.assign(since=pd.array([moment.since] * len(came), dtype=TEXT)),
        left=untold[~entered],
        changed=_changed(here, after),
        kept=pd.concat([here.loc[careful, told_of], untold.loc[entered, told_of]]).sort_index(),
        outcome=after[_differ(here, after, tuple(name for name in LEDGER_COLUMNS if name != "since"))],
    )


def number_conflicts(
    known: pd.DataFrame, told: pd.DataFrame, diff: NumberDiff, sent: pd.Index, before: str
) -> Iterable[Conflict]:
    """A hold that is lost, what a person said and the carrier overrules, a number entered elsewhere, and one entered
    since `before` that the carrier does not know.

    A number that is assigned because an order of ours asked for it (`sent`) is no conflict.
    """
    yield from _holds_lost(diff, sent)
    yield from _overruled(known.loc[diff.changed.index], diff.changed["state"])
    both = told.index.intersection(known.index[known["source"] == Source.ENTERED])
    here, there = known.loc[both], told.loc[both]
    extension = here["extension"].notna() & there["extension"].notna() & unlike(here["extension"], there["extension"])
    elsewhere = unlike(here["trunk"], there["trunk"]) | extension
    for number, one, other in _pairs(*(_place(table, extension)[elsewhere] for table in (here, there))):
        yield Conflict(ConflictKind.ENTERED_ELSEWHERE, number, one, other)
    untold = known.loc[known.index.difference(told.index)]
    new = untold[(untold["source"] == Source.ENTERED) & (untold["since"] > before).fillna(value=False)]
    for entered, state in new["state"].items():
        yield Conflict(ConflictKind.ENTERED_ONLY, str(entered), str(state), GONE)


def _holds_lost(diff: NumberDiff, sent: pd.Index) -> Iterable[Conflict]:
    ours = diff.changed[diff.changed["import_id"].notna() & (diff.changed["state"] != NumberState.HELD)]
    ordered = (ours["state"] == NumberState.ASSIGNED) & ours.index.isin(sent)
    lost = ours.loc[~ordered, ["state", "import_id"]]
    gone = diff.left.loc[diff.left["import_id"].notna(), ["state", "import_id"]].assign(state=GONE)
    for number, state, import_id in pd.concat([lost, gone]).sort_index().itertuples():
        yield Conflict(ConflictKind.HOLD_LOST, number, NumberState.HELD, state, import_id)


def _overruled(here: pd.DataFrame, state: pd.Series) -> Iterable[Conflict]:
    """Blocked by a person or entered as taken here, and the carrier says that somebody or something else has it."""
    rows = _told_by_person(here) & state.isin([NumberState.ASSIGNED, NumberState.FUNCTION]) & (here["state"] != state)
    for number, one, other in _pairs(here["state"][rows], state[rows]):
        yield Conflict(ConflictKind.OVERRULED, number, one, other)


def _told_by_person(here: pd.DataFrame) -> pd.Series:
    """Blocked by a person, or entered as taken."""
    state = here["state"]
    taken = state.isin([NumberState.ASSIGNED, NumberState.FUNCTION, NumberState.BLOCKED])
    blocked = (state == NumberState.BLOCKED) & here["note"].notna()
    return (taken & (here["source"] == Source.ENTERED)) | blocked


def _careful(here: pd.DataFrame, there: pd.DataFrame, today: str) -> pd.Series:
    """Resting, blocked by a person, there only later, or entered as taken, while the carrier says free."""
    state, later = here["state"], (here["available_from"] > today).fillna(value=False)
    entered = here["source"] == Source.ENTERED
    waits = later & ((state == NumberState.RESTING) | (entered & (state == NumberState.FUTURE)))
    return (there["state"] == NumberState.FREE) & (_told_by_person(here) | waits)


def _after(here: pd.DataFrame, there: pd.DataFrame, careful: pd.Series, moment: Moment) -> pd.DataFrame:
    after = there.copy()
    after["note"], after["since"] = here["note"], here["since"]
    held = here["import_id"].notna() & there["state"].isin([NumberState.FREE, NumberState.HELD])
    for name in OURS:
        after[name] = after[name].mask(held | careful, here[name])
    entered = careful & (here["source"] == Source.ENTERED)
    after["source"] = after["source"].mask(entered, here["source"])
    after = _rested(here, after, moment)
    moved = unlike(here["state"], after["state"])
    after["since"] = after["since"].mask(moved, moment.since)
    after["note"] = after["note"].mask(moved & (here["state"] == NumberState.BLOCKED), pd.NA)
    return after


def _rested(here: pd.DataFrame, after: pd.DataFrame, moment: Moment) -> pd.DataFrame:
    """A number whose workplace ended rests; one that the carrier rests without a date does so as long as ours do, anew
    where our day has come and it still rests."""
    ended = (here["state"] == NumberState.ASSIGNED) & (after["state"] == NumberState.FREE)
    after["state"] = after["state"].mask(ended, NumberState.RESTING)
    dateless = (after["state"] == NumberState.RESTING) & after["available_from"].isna()
    waits = (here["state"] == NumberState.RESTING) & (here["available_from"] > moment.today).fillna(value=False)
    resting = here["available_from"].where(waits)
    after["available_from"] = after["available_from"].mask(dateless, resting.fillna(moment.rest_until))
    return after


def _changed(here: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    rows = _differ(here, after, SHOWN)
    was, now = here.loc[rows, list(SHOWN)], after.loc[rows, list(SHOWN)]
    changed = was.add_suffix("_before").join(now).assign(import_id=here.loc[rows, "import_id"])
    return changed[list(NUMBER_CHANGE_COLUMNS)]


def _differ(one: pd.DataFrame, other: pd.DataFrame, names: Iterable[str]) -> pd.Series:
    differs = pd.Series(data=False, index=one.index)
    for name in names:
        differs |= unlike(one[name], other[name])
    return differs


def unlike(one: pd.Series, other: pd.Series) -> pd.Series:
    """Per row; a missing cell equals a missing cell."""
    if one.array.equals(other.array):  # the usual case, and by far the quickest answer
        return pd.Series(data=False, index=one.index)
    same = (one == other).fillna(value=False) | (one.isna() & other.isna())
    return ~same.astype(bool)


def _place(numbers: pd.DataFrame, differing: pd.Series) -> pd.Series:
    """Where a number stands: its trunk, and the extension that its block gives it where that is the difference."""
    extension = (" (-" + numbers["extension"] + ")").where(differing)
    return numbers["trunk"] + extension.fillna("")


def _pairs(here: pd.Series, there: pd.Series) -> Iterable[tuple[str, str, str]]:
    return zip(map(str, here.index), map(str, here), map(str, there), strict=True)


def no_numbers() -> pd.DataFrame:
    """A ledger without any number."""
    return text_frame([], index="number", columns=LEDGER_COLUMNS)
