"""Knows all tables: importing it fills the metadata that migrations are compared with."""

from trunkload.storage import (
    account_tables,
    arrival_table,
    correction_table,
    message_table,
    order_tables,
    unfinished_table,
    web_tables,
)
from trunkload.storage.columns import metadata

__all__ = [
    "account_tables",
    "arrival_table",
    "correction_table",
    "message_table",
    "metadata",
    "order_tables",
    "unfinished_table",
    "web_tables",
]
