"""Knows the tables of the account: what the carrier told us last, and what our open imports hold of it."""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, ForeignKey, Identity, Index, Integer, Table, Text

from trunkload.inventory.account_words import EXTENDED, RESERVED, NumberState, Package, Source
from trunkload.storage.columns import Money, UtcTime, metadata, one_of


def _refers_to(column: str) -> ForeignKey:
    """Checked at commit, because a new snapshot replaces whole tables."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("customer_id", Text, nullable=False),
    Column("customer", Text, nullable=False),
    Column("taken_at", UtcTime, nullable=False),
    Column("currency", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)

site = Table(
    "site",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("street", Text, nullable=False),
    Column("house_number", Text, nullable=False),
    Column("postal_code", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("country", Text, nullable=False),
)

trunk = Table(
    "trunk",
    metadata,
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("site", Text, _refers_to("site.name"), nullable=False),
)

number_block = Table(
    "number_block",
    metadata,
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("trunk", Text, _refers_to("trunk.id"), nullable=False),
    Column("base", Text, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("switchboard", Text),
    Column("site", Text),
    Column("source", Text, nullable=False, server_default=Source.CARRIER),
    one_of("source", Source),
)

block_range = Table(
    "block_range",
    metadata,
    Column("block", Text, _refers_to("number_block.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("first", Text, primary_key=True),
    Column("last", Text, nullable=False),
    Column("name", Text),
    Column("source", Text, nullable=False),
    one_of("kind", (RESERVED, EXTENDED)),
    one_of("source", Source),
)

contingent = Table(
    "contingent",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("booked", Integer, nullable=False),
    Column("used", Integer, nullable=False),
)

price = Table(
    "price",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("monthly", Money),
    Column("one_off", Money),
)

number = Table(
    "number",
    metadata,
    Column("e164", Text, primary_key=True),
    Column("trunk", Text, _refers_to("trunk.id"), nullable=False, index=True),
    Column("block", Text),
    Column("extension", Text),
    Column("state", Text, nullable=False, index=True),
    # what the carrier says holds it; what we hold stands in import_id
    Column("holder", Text),
    Column("held_until", Text),
    Column("available_from", Text),
    Column("import_id", Text, index=True),
    Column("since", UtcTime),
    Column("source", Text, nullable=False, server_default=Source.CARRIER),
    Column("note", Text),
    Index("ix_number_held_until", "held_until"),
    Index("ix_number_available_from", "available_from"),
    one_of("state", NumberState),
    one_of("source", Source),
    CheckConstraint("import_id IS NULL OR state = 'held'", name="ours_is_held"),
)

kept_number = Table(
    "kept_number",
    metadata,
    Column("e164", Text, _refers_to("number.e164"), primary_key=True),
    Column("import_id", Text, ForeignKey("import.id"), nullable=False, index=True),
    Column("row", Integer, nullable=False),
    Column("employee_key", Text),
    Column("identity_key", Text),
    Column("name_key", Text),
)

number_change = Table(
    "number_change",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("e164", Text, nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("who", Text, nullable=False),
    # NULL: the number came to the account
    Column("from_state", Text),
    # NULL: it left the account
    Column("to_state", Text),
    Column("import_id", Text),
    Column("why", Text),
    one_of("from_state", NumberState),
    one_of("to_state", NumberState),
)

workplace = Table(
    "workplace",
    metadata,
    Column("id", Text, primary_key=True),
    Column("username", Text, index=True),
    Column("given_name", Text),
    Column("family_name", Text),
    Column("email", Text),
    Column("trunk", Text),
    Column("number", Text, unique=True),
    Column("internal_number", Text),
    Column("package", Text),
    Column("package_since", Text),
    Column("activated_on", Text),
    Column("mobile", Text),
    Column("street", Text),
    Column("house_number", Text),
    Column("postal_code", Text),
    Column("city", Text),
    Column("country", Text),
    one_of("package", Package),
)
