"""Knows how numbers that a person enters get into the ledger, and how a person moves numbers: all of them or none."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd
from sqlalchemy import ColumnElement, Connection, delete, func, insert, literal, select, update

from trunkload.inventory.account import EXTENDED, RESERVED, ExtensionRange, NumberBlock, NumberState, Source
from trunkload.inventory.number_meeting import LEDGER_COLUMNS
from trunkload.storage.account_tables import block_range, number, number_block, number_change
from trunkload.storage.columns import now
from trunkload.storage.frames import TEXT, write_frame

PIECE = 500
"""Numbers named in one statement."""

ENTERED = "entered"
"""Why a number came, where a person entered it."""

BLOCKABLE = (NumberState.FREE, NumberState.RESTING)
"""What nobody holds."""


RELEASED = "released"


@dataclass(frozen=True, slots=True)
class _Move:
    """From which state to which, by whom and why."""

    before: NumberState
    after: NumberState
    who: str
    why: str


def add_numbers(conn: Connection, numbers: pd.DataFrame, who: str, why: str = ENTERED) -> None:
    """`numbers`: index = E.164, the ledger's columns. One that is there already is a StorageError: nothing is added."""
    at = now()
    known = [name for name in LEDGER_COLUMNS if name != "since"]
    write_frame(conn, insert(number).values(since=at), numbers[known].rename_axis("e164").reset_index())
    notes = pd.DataFrame({"e164": numbers.index, "to_state": numbers["state"].array}, dtype=TEXT)
    write_frame(conn, insert(number_change).values(at=at, who=who, why=why, from_state=None), notes)


def add_blocks(conn: Connection, blocks: Sequence[NumberBlock]) -> None:
    """Behind those that are there."""
    last = conn.execute(select(func.coalesce(func.max(number_block.c.position), -1))).scalar_one()
    names = {column.name for column in number_block.c} - {"position"}
    rows = [
        {**{name: value for name, value in asdict(block).items() if name in names}, "position": last + at}
        for at, block in enumerate(blocks, 1)
    ]
    if rows:
        conn.execute(insert(number_block), rows)


def add_range(conn: Connection, block: str, kind: str, span: ExtensionRange) -> None:
    """RESERVED or EXTENDED within the block; one that is there already is a StorageError."""
    conn.execute(insert(block_range).values(block=block, kind=kind, source=Source.ENTERED, **asdict(span)))


def block_numbers(conn: Connection, numbers: Sequence[str], who: str, why: str) -> int:
    """Block those of `numbers` that are free or resting; answers how many."""
    return sum(_move(conn, numbers, _Move(state, NumberState.BLOCKED, who, why), note=why) for state in BLOCKABLE)


def free_numbers(conn: Connection, numbers: Sequence[str], who: str) -> int:
    """Free those of `numbers` that rest or that a person blocked; answers how many."""
    by_person = number.c.note.is_not(None) | (number.c.source == Source.ENTERED)
    rested = _move(conn, numbers, _Move(NumberState.RESTING, NumberState.FREE, who, RELEASED))
    return rested + _move(conn, numbers, _Move(NumberState.BLOCKED, NumberState.FREE, who, RELEASED), may=by_person)


def count_reservations(conn: Connection, blocks: Sequence[str], first: str, last: str) -> int:
    """Reserved ranges of the blocks that a person entered and that lie within these extensions."""
    query = select(func.count()).select_from(block_range)
    return conn.execute(query.where(_reserved(blocks, first, last))).scalar_one()


def end_reservations(conn: Connection, blocks: Sequence[str], first: str, last: str) -> int:
    """End them; answers how many."""
    return conn.execute(delete(block_range).where(_reserved(blocks, first, last))).rowcount


def _reserved(blocks: Sequence[str], first: str, last: str) -> ColumnElement[bool]:
    within = (block_range.c.first >= first) & (block_range.c.last <= last)
    same_length = func.length(block_range.c.first) == len(first)
    entered = (block_range.c.source == Source.ENTERED) & (block_range.c.kind == RESERVED)
    return block_range.c.block.in_(blocks) & entered & within & same_length


def remove_numbers(conn: Connection, numbers: Sequence[str], who: str) -> int:
    """Remove those of `numbers` that a person entered and that are free, with blocks and ranges of which nothing is
    left; answers how many."""
    removed = 0
    may = (number.c.source == Source.ENTERED) & (number.c.state == NumberState.FREE)
    for at in range(0, len(numbers), PIECE):
        which = number.c.e164.in_(numbers[at : at + PIECE]) & may
        gone = conn.execute(delete(number).where(which).returning(number.c.e164)).scalars().all()
        notes = [{"e164": one, "from_state": NumberState.FREE, "to_state": None} for one in gone]
        if notes:
            conn.execute(insert(number_change).values(at=now(), who=who, why="removed"), notes)
        removed += len(gone)
    _remove_empty(conn)
    return removed


def _remove_empty(conn: Connection) -> None:
    """Entered blocks and longer ranges without any number."""
    longer = (
        (number.c.block == block_range.c.block)
        & (func.length(number.c.extension) == func.length(block_range.c.first))
        & (number.c.extension >= block_range.c.first)
        & (number.c.extension <= block_range.c.last)
    )
    empty = ~select(literal(1)).select_from(number).where(longer).correlate(block_range).exists()
    entered = (block_range.c.source == Source.ENTERED) & (block_range.c.kind == EXTENDED)
    conn.execute(delete(block_range).where(entered, empty))
    left = select(number.c.block).where(number.c.block.is_not(None))
    gone = (number_block.c.source == Source.ENTERED) & number_block.c.id.not_in(left)
    conn.execute(delete(block_range).where(block_range.c.block.in_(select(number_block.c.id).where(gone))))
    conn.execute(delete(number_block).where(gone))


def _move(
    conn: Connection,
    numbers: Sequence[str],
    move: _Move,
    *,
    note: str | None = None,
    may: ColumnElement[bool] | None = None,
) -> int:
    """Move those of `numbers` that are in the first state and meet `may`, each noted; `note` is kept beside them."""
    values = {"state": move.after, "note": note, "available_from": None, "holder": None, "since": now()}
    moved = 0
    for at in range(0, len(numbers), PIECE):
        which = number.c.e164.in_(numbers[at : at + PIECE]) & (number.c.state == move.before)
        which = which if may is None else which & may
        mine = conn.execute(update(number).where(which).values(values).returning(number.c.e164)).scalars().all()
        told = {"from_state": move.before, "to_state": move.after, "who": move.who, "why": move.why}
        if mine:
            conn.execute(insert(number_change).values(at=now()), [{"e164": one, **told} for one in mine])
        moved += len(mine)
    return moved
