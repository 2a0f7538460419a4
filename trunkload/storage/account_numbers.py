"""Knows how the outcome of a new snapshot is written into the ledger of numbers, each change noted."""

import pandas as pd
from sqlalchemy import Connection, bindparam, column, delete, insert, table, update

from trunkload.inventory.account_changes import NumberDiff
from trunkload.inventory.number_meeting import LEDGER_COLUMNS
from trunkload.storage.account_tables import number, number_change
from trunkload.storage.frames import TEXT, write_frame
from trunkload.storage.moments import now
from trunkload.storage.moving import Why

CARRIER = "carrier"
"""Who changed a number, where a new snapshot did."""

AS_TEXT = table("number", column("e164"), *map(column, LEDGER_COLUMNS))
"""The ledger as the outcome has it: moments are written already."""


def save_numbers(conn: Connection, diff: NumberDiff) -> None:
    """Write the differences only."""
    _note(conn, diff)
    gone = delete(number).where(number.c.e164 == bindparam("key"))
    write_frame(conn, gone, diff.left.index.to_frame(name="key"))
    write_frame(conn, insert(AS_TEXT), _rows(diff.came, "e164"))
    changed = update(AS_TEXT).where(AS_TEXT.c.e164 == bindparam("key"))
    write_frame(conn, changed, _rows(diff.outcome, "key"))


def _rows(numbers: pd.DataFrame, key: str) -> pd.DataFrame:
    return numbers.loc[:, list(LEDGER_COLUMNS)].rename_axis(key).reset_index()


def _note(conn: Connection, diff: NumberDiff) -> None:
    """NULL: it came, or it left."""
    states = [
        pd.DataFrame({"to_state": diff.came["state"]}, index=diff.came.index),
        diff.changed.rename(columns={"state_before": "from_state", "state": "to_state"}),
        diff.left.rename(columns={"state": "from_state"}),
    ]
    notes = pd.concat([one.reindex(columns=["from_state", "to_state", "import_id"]).astype(TEXT) for one in states])
    values = insert(number_change).values(at=now(), who=CARRIER, why=Why.SYNC)
    write_frame(conn, values, notes.rename_axis("e164").reset_index())
