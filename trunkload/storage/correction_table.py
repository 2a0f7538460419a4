"""Knows the table of cells that people changed after a sheet was sent; it only grows while the import is kept."""

from sqlalchemy import Column, ForeignKey, Identity, Integer, Table, Text

from trunkload.storage.columns import UtcTime, metadata

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("import_id", Text, ForeignKey("import.id"), nullable=False, index=True),
    Column("row", Integer, nullable=False),
    Column("column", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("who", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)
