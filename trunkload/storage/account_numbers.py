"""Knows how a new snapshot of the carrier's numbers meets the stored ones, among them those that we hold."""

import pandas as pd
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from trunkload.inventory.account import NUMBER_COLUMNS, NumberState
from trunkload.storage.account_tables import number, number_change
from trunkload.storage.frames import TEXT, read_frame, write_frame
from trunkload.storage.moments import now

CARRIER = "carrier"
"""Who changed a number, where a new snapshot did."""

CARRIER_TELLS = tuple(name for name in NUMBER_COLUMNS if name not in {"since", "note"})
"""Columns that a new snapshot changes; the others are ours."""


def save_numbers(conn: Connection, told: pd.DataFrame) -> None:
    """Write the differences only; what we hold stays held while the carrier calls it free."""
    known = read_frame(conn, select(number), index="e164")
    wanted = _keep_ours(told.loc[:, list(CARRIER_TELLS)].rename_axis("e164"), known)
    gone = known.loc[known.index.difference(wanted.index)]
    both = wanted.index.intersection(known.index)
    changed = both[_differ(wanted.loc[both], known.loc[both])]
    came = wanted.index.difference(known.index)
    _note_changes(conn, pd.concat([_changes(known, wanted, keys) for keys in (came, changed, gone.index)]))
    write_frame(conn, delete(number).where(number.c.e164 == bindparam("key")), gone.index.to_frame(name="key"))
    write_frame(conn, insert(number), wanted.loc[came].reset_index())
    write_frame(
        conn,
        update(number).where(number.c.e164 == bindparam("key")),
        wanted.loc[changed].rename_axis("key").reset_index(),
    )


def _keep_ours(told: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    wanted = told.assign(import_id=pd.array([pd.NA] * len(told), dtype=TEXT))
    ours = known.index[known["import_id"].notna()].intersection(told.index)
    held = ours[told.loc[ours, "state"].isin([NumberState.FREE, NumberState.HELD])]
    ours = known.index[(known["state"] == NumberState.RESTING) & known["available_from"].notna()].intersection(
        told.index
    )
    resting = ours[told.loc[ours, "state"].isin([NumberState.FREE, NumberState.RESTING])]
    kept = held.union(resting)
    mine = ["state", "held_until", "available_from", "import_id"]
    wanted.loc[kept, mine] = known.loc[kept, mine]
    return wanted


def _differ(one: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Per row: does any column differ? A missing cell equals a missing cell."""
    same = (one == other[one.columns]).fillna(value=False) | (one.isna() & other[one.columns].isna())
    return ~same.all(axis="columns")


def _changes(known: pd.DataFrame, wanted: pd.DataFrame, keys: pd.Index) -> pd.DataFrame:
    """From which state to which, for those of `keys` whose state changes; NA is one that came or left."""
    states = pd.DataFrame(
        {
            "from_state": known["state"].reindex(keys),
            "to_state": wanted["state"].reindex(keys),
            "import_id": known["import_id"].reindex(keys),
        }
    )
    return states[states["to_state"].isna() | (states["from_state"] != states["to_state"]).fillna(value=True)]


def _note_changes(conn: Connection, changes: pd.DataFrame) -> None:
    values = insert(number_change).values(at=now(), who=CARRIER)
    write_frame(conn, values, changes.rename_axis("e164").reset_index())
