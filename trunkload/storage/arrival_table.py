"""Knows the table of arrivals: files that came by themselves, and what became of each."""

from sqlalchemy import JSON, Column, ForeignKey, Table, Text, text

from trunkload.orders.arrival import ArrivalOutcome
from trunkload.storage.columns import UtcTime, metadata, one_of

arrival = Table(
    "arrival",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("arrived_at", UtcTime, nullable=False),
    Column("import_id", Text, ForeignKey("import.id"), index=True),
    Column("outcome", Text),
    Column("why", JSON, nullable=False, server_default=text("'{}'")),
    Column("ended_at", UtcTime),
    Column("told_at", UtcTime),
    one_of("outcome", ArrivalOutcome),
)
"""A file's name is all that may be personal; it goes with the time of retention. `outcome` is NULL while it is worked
on, `told_at` until a summary tells it."""
