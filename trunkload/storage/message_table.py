"""Knows the table of messages: what people are told, and whether it got out."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from trunkload.storage.columns import UtcTime, metadata, one_of
from trunkload.storage.message_values import Channel, MessageKind, MessageState

message = Table(
    "message",
    metadata,
    Column("name", Text, primary_key=True),
    Column("import_id", Text, ForeignKey("import.id")),
    Column("order_reference", Text),
    Column("row", Integer),
    Column("kind", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("recipient_name", Text, nullable=False),
    # What is sent; gone once it is, and never there for login data, which the carrier sends.
    Column("subject", Text),
    Column("text", Text),
    Column("html", Text),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("problem", Text),
    Column("queued_at", UtcTime, nullable=False),
    Column("next_attempt_at", UtcTime, index=True),
    Column("sent_at", UtcTime),
    Index("ix_message_standing", "import_id", "state", "problem"),
    one_of("kind", MessageKind),
    one_of("channel", Channel),
    one_of("state", MessageState),
)
"""A recipient is personal data, kept to send again and to tell who was told; it goes with the import's retention.
`next_attempt_at` of a message that is being sent is the end of its lease: whoever finds it over may send it."""
