"""Knows what people decided about columns, kept under the fingerprint of the header row that it was decided for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from trunkload.storage.frames import rows_of
from trunkload.storage.order_tables import column_mapping
from trunkload.storage.remembered import Remembered, remembered_told


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`decided`: a header (or a letter) and its canonical field, "" where the column is left out.

    `file_name`: the file that it was decided with, so that people know which header row this is.
    """

    fingerprint: str
    decided: Mapping[str, str]
    file_name: str
    decided_by: str
    decided_at: datetime


def keep_mapping(conn: Connection, mapping: ColumnMapping) -> None:
    """It takes the place of what was decided for this header row before."""
    forget_mapping(conn, mapping.fingerprint)
    conn.execute(insert(column_mapping).values(**asdict(mapping)))


def list_mappings(conn: Connection) -> tuple[ColumnMapping, ...]:
    """All of them, the last decided first."""
    query = select(column_mapping).order_by(column_mapping.c.decided_at.desc(), column_mapping.c.fingerprint)
    return tuple(ColumnMapping(**row) for row in conn.execute(query).mappings())


def forget_mapping(conn: Connection, fingerprint: str) -> bool:
    """False where nothing was kept under it."""
    return conn.execute(delete(column_mapping).where(column_mapping.c.fingerprint == fingerprint)).rowcount == 1


def read_remembered(conn: Connection) -> Remembered:
    return remembered_told(lambda query: rows_of(conn.exec_driver_sql(query)))
