"""Knows how numbers that a person enters get into the ledger, and how a person moves numbers: all of them or none."""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd
from sqlalchemy import ColumnElement, Connection, delete, func, insert, literal, select

from trunkload.inventory.account import EXTENDED, RESERVED, ExtensionRange, NumberBlock, NumberState, Source
from trunkload.inventory.number_meeting import LEDGER_COLUMNS
from trunkload.storage.account_tables import block_range, number, number_block, workplace
from trunkload.storage.among import among
from trunkload.storage.frames import write_frame
from trunkload.storage.moments import now
from trunkload.storage.moving import Note, Why, move_numbers, move_where, note_changes

BLOCKABLE = (NumberState.FREE, NumberState.RESTING)
"""What nobody holds."""


def add_numbers(conn: Connection, numbers: pd.DataFrame, who: str) -> None:
    """`numbers`: index = E.164, the ledger's columns. One that is there already is a StorageError: nothing is added."""
    known = [name for name in LEDGER_COLUMNS if name != "since"]
    write_frame(conn, insert(number).values(since=now()), numbers[known].rename_axis("e164").reset_index())
    for state, mine in numbers.groupby("state", sort=True):
        note_changes(conn, list(mine.index), None, NumberState(str(state)), Note(who, Why.ENTERED))


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
    return len(move_numbers(conn, numbers, BLOCKABLE, NumberState.BLOCKED, Note(who, why), note=why, holder=None))


def free_numbers(conn: Connection, numbers: Sequence[str], who: str) -> int:
    """Free those of `numbers` that rest or that a person blocked; answers how many."""
    asked = number.c.e164.in_(among(conn, numbers))
    by_person = number.c.note.is_not(None) | (number.c.source == Source.ENTERED)
    may = {NumberState.RESTING: asked, NumberState.BLOCKED: asked & by_person}
    note = Note(who, Why.RELEASED)
    moved = (
        move_where(conn, state, which, NumberState.FREE, note, note=None, holder=None) for state, which in may.items()
    )
    return sum(map(len, moved))


def count_reservations(conn: Connection, blocks: Sequence[str], first: str, last: str) -> int:
    """Reserved ranges of the blocks that a person entered and that lie within these extensions."""
    query = select(func.count()).select_from(block_range)
    return conn.execute(query.where(_reserved(blocks, first, last))).scalar_one()


def reservation_over(
    conn: Connection, blocks: Sequence[str], first: str, last: str
) -> tuple[ExtensionRange, Source] | None:
    """A reserved range that has some of these extensions, whoever told of it; None where there is none."""
    meet = (block_range.c.first <= last) & (block_range.c.last >= first)
    same_length = func.length(block_range.c.first) == len(first)
    reserved = block_range.c.block.in_(blocks) & (block_range.c.kind == RESERVED)
    query = select(block_range).where(reserved, meet, same_length).order_by(block_range.c.first).limit(1)
    found = conn.execute(query).first()
    return None if found is None else (ExtensionRange(found.first, found.last, found.name), Source(found.source))


def end_reservations(conn: Connection, blocks: Sequence[str], first: str, last: str) -> int:
    """End them; answers how many."""
    return conn.execute(delete(block_range).where(_reserved(blocks, first, last))).rowcount


def _reserved(blocks: Sequence[str], first: str, last: str) -> ColumnElement[bool]:
    within = (block_range.c.first >= first) & (block_range.c.last <= last)
    same_length = func.length(block_range.c.first) == len(first)
    entered = (block_range.c.source == Source.ENTERED) & (block_range.c.kind == RESERVED)
    return block_range.c.block.in_(blocks) & entered & within & same_length


def remove_numbers(conn: Connection, numbers: Sequence[str], who: str) -> int:
    """Remove those of `numbers` that a person entered and that no import or workplace has, with blocks and ranges of
    which nothing is left; answers how many."""
    nobodys = number.c.import_id.is_(None) & number.c.state.not_in([NumberState.HELD, NumberState.RESTING])
    without = number.c.holder.is_(None) | number.c.holder.not_in(select(workplace.c.id))
    may = (number.c.source == Source.ENTERED) & nobodys & without
    which = number.c.e164.in_(among(conn, numbers)) & may
    gone = conn.execute(delete(number).where(which).returning(number.c.e164, number.c.state, number.c.block)).all()
    for state in sorted({one.state for one in gone}):
        mine = [one.e164 for one in gone if one.state == state]
        note_changes(conn, mine, NumberState(state), None, Note(who, Why.REMOVED))
    _remove_empty(conn, sorted({row.block for row in gone if row.block is not None}))
    return len(gone)


def _remove_empty(conn: Connection, blocks: Sequence[str]) -> None:
    """Of these blocks the entered ones, and the entered longer ranges in them, that have no number any more."""
    longer = (
        (number.c.block == block_range.c.block)
        & (func.length(number.c.extension) == func.length(block_range.c.first))
        & (number.c.extension >= block_range.c.first)
        & (number.c.extension <= block_range.c.last)
    )
    empty = ~select(literal(1)).select_from(number).where(longer).correlate(block_range).exists()
    entered = (block_range.c.source == Source.ENTERED) & (block_range.c.kind == EXTENDED)
    conn.execute(delete(block_range).where(block_range.c.block.in_(blocks), entered, empty))
    left = select(literal(1)).select_from(number).where(number.c.block == number_block.c.id).correlate(number_block)
    gone = number_block.c.id.in_(blocks) & (number_block.c.source == Source.ENTERED) & ~left.exists()
    conn.execute(delete(block_range).where(block_range.c.block.in_(select(number_block.c.id).where(gone))))
    conn.execute(delete(number_block).where(gone))
