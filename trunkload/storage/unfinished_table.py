"""Knows the table of imports that are not planned and reported yet."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, text

from trunkload.storage.columns import UtcTime, metadata

unfinished_import = Table(
    "unfinished_import",
    metadata,
    Column("import_id", Text, ForeignKey("import.id"), primary_key=True),
    Column("worker", Text),
    Column("until", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False, server_default=text("0")),
)
"""From the reception of an import until its report lies there. `worker` has it in hand until `until`; where it is NULL
nobody has, and until then it is left to whoever received it. `tries`: how many workers began and did not come back."""
