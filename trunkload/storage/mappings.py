"""Knows what people decided, kept under the fingerprint of the header row that it was decided for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select

from trunkload.intake.choices import Decision
from trunkload.storage.decisions import decisions_of
from trunkload.storage.frames import rows_of
from trunkload.storage.order_tables import column_mapping
from trunkload.storage.remembered import Remembered, remembered_told


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`decided`: a header (or a letter) and its canonical field, "" where the column is left out.

    `file_name`: the file that it was last decided with, so that people know which header row this is. `decisions`: what
    values mean, each with its own origin.
    """

    fingerprint: str
    decided: Mapping[str, str]
    file_name: str
    decided_by: str
    decided_at: datetime
    decisions: tuple[Decision, ...] = ()


def keep_mapping(conn: Connection, mapping: ColumnMapping) -> None:
    """It takes the place of what was decided for this header row before."""
    forget_mapping(conn, mapping.fingerprint)
    conn.execute(insert(column_mapping).values(**asdict(mapping)))


def find_mapping(conn: Connection, fingerprint: str) -> ColumnMapping | None:
    query = select(column_mapping).where(column_mapping.c.fingerprint == fingerprint)
    row = conn.execute(query).mappings().first()
    return None if row is None else _mapping(row)


def list_mappings(conn: Connection) -> tuple[ColumnMapping, ...]:
    """All of them, the last decided first."""
    query = select(column_mapping).order_by(column_mapping.c.decided_at.desc(), column_mapping.c.fingerprint)
    return tuple(map(_mapping, conn.execute(query).mappings()))


def forget_mapping(conn: Connection, fingerprint: str) -> bool:
    """False where nothing was kept under it."""
    return conn.execute(delete(column_mapping).where(column_mapping.c.fingerprint == fingerprint)).rowcount == 1


def read_remembered(conn: Connection) -> Remembered:
    return remembered_told(lambda query: rows_of(conn.exec_driver_sql(query)))


def _mapping(row: RowMapping) -> ColumnMapping:
    return ColumnMapping(**{**row, "decisions": decisions_of(row["decisions"])})
