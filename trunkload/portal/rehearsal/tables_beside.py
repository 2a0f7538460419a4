"""Knows the rehearsal carrier's tables about faults, cancellations and events, which files of earlier programs get."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text

from trunkload.portal.rehearsal.tables import metadata

fault_use = Table(
    "fault_use",
    metadata,
    Column("fault", Text, primary_key=True),
    Column("occasion", Integer, primary_key=True),
    Column("reference", Text),
    Column("happened_at", Text, nullable=False),
)
"""Every occasion on which a fault of the script happened."""
arrival = Table(
    "arrival",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("sendings", Integer, nullable=False),
)
"""The how manieth an order was to arrive, refused at first or not; for faults that name orders by that."""

cancellation = Table(
    "cancellation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", Text, ForeignKey("product_order.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_at", Text, nullable=False),
)
listener = Table(
    "listener",
    metadata,
    Column("id", Text, primary_key=True),
    Column("callback", Text, nullable=False),
    Column("query", Text),
)
event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("listener_id", Text, ForeignKey("listener.id"), nullable=False),
    Column("order_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("is_told", Boolean, nullable=False),
    # asked again not before this moment, seconds since 1970
    Column("not_before", Float, nullable=False, default=0.0),
    # told only after the next one of its order, as a fault wants it
    Column("is_overtaken", Boolean, nullable=False, default=False),
    Index("event_to_tell", "is_told", "id"),
)

EVERY_TABLE = tuple(metadata.sorted_tables)
"""Those of the account and the orders too, in the order in which they can be made."""
