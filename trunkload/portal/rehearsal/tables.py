"""Knows the rehearsal carrier's own tables; no other part of Trunkload reads or writes them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 1

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

counter = Table("counter", metadata, Column("name", Text, primary_key=True), Column("value", Integer, nullable=False))

customer = Table(
    "customer",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("sample_prices", Boolean, nullable=False),
)


def _owned(name: str, *columns: Column[str] | Column[int], keyed_by: str) -> Table:
    """A table whose rows belong to a customer and are known by `keyed_by` within it."""
    owner = Column("customer_id", Text, ForeignKey("customer.id"), primary_key=True)
    return Table(name, metadata, owner, Column(keyed_by, Text, primary_key=True), *columns)


site = _owned(
    "site",
    Column("street", Text, nullable=False),
    Column("house_number", Text, nullable=False),
    Column("postal_code", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("country", Text, nullable=False),
    keyed_by="name",
)
trunk = _owned(
    "trunk",
    Column("aliases", Text, nullable=False),
    Column("site", Text, nullable=False),
    keyed_by="id",
)
number_block = _owned(
    "number_block",
    Column("trunk", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("switchboard", Text),
    keyed_by="id",
)
block_range = Table(
    "block_range",
    metadata,
    Column("customer_id", Text, ForeignKey("customer.id"), primary_key=True),
    Column("block", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("first", Text, primary_key=True),
    Column("last", Text, nullable=False),
    Column("name", Text),
    CheckConstraint("kind IN ('reserved','extended')", name="range_kind"),
)
"""Ranges within a block, and `block_site` its own site: tables apart, because files of earlier programs have their
blocks without; they are added to such a file when it is opened."""

block_site = _owned("block_site", Column("site", Text, nullable=False), keyed_by="block")
contingent = _owned(
    "contingent",
    Column("booked", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    keyed_by="name",
)
price = _owned("price", Column("monthly", Text), Column("one_off", Text), keyed_by="name")

number = Table(
    "number",
    metadata,
    Column("e164", Text, primary_key=True),
    Column("customer_id", Text, ForeignKey("customer.id"), nullable=False),
    Column("trunk", Text, nullable=False),
    # both empty where it is a single number: a file of an earlier program has no room for NULL
    Column("block", Text, nullable=False),
    Column("extension", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("holder", Text),
    Column("available_from", Text),
    CheckConstraint("state IN ('free','held','assigned','resting','blocked','function','future')", name="number_state"),
    Index("number_of_customer", "customer_id", "e164"),
)

workplace = Table(
    "workplace",
    metadata,
    Column("id", Text, primary_key=True),
    Column("customer_id", Text, ForeignKey("customer.id"), nullable=False),
    Column("trunk", Text, nullable=False),
    Column("number", Text, ForeignKey("number.e164"), nullable=False, unique=True),
    Column("internal_number", Text, nullable=False),
    Column("username", Text, nullable=False, unique=True),
    Column("given_name", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("street", Text),
    Column("house_number", Text),
    Column("postal_code", Text),
    Column("city", Text),
    Column("country", Text),
    Column("email", Text, nullable=False),
    Column("mobile", Text),
    Column("password_channel", Text, nullable=False),
    Column("package", Text, nullable=False),
    Column("package_since", Text, nullable=False),
    Column("activated_on", Text, nullable=False),
    Column("password_hash", Text),
    UniqueConstraint("customer_id", "internal_number", name="internal_number_once"),
)

product_order = Table(
    "product_order",
    metadata,
    Column("id", Text, primary_key=True),
    Column("customer_id", Text, ForeignKey("customer.id"), nullable=False),
    Column("external_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reads", Integer, nullable=False, default=0),
    Column("ordered_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("cancellation_reason", Text),
    UniqueConstraint("customer_id", "external_id", name="external_id_once"),
)

order_item = Table(
    "order_item",
    metadata,
    Column("order_id", Text, primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("workplace_id", Text),
    Column("code", Text),
    Column("reason", Text),
    ForeignKeyConstraint(["order_id"], ["product_order.id"]),
)

handover = Table(
    "handover",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workplace_id", Text, ForeignKey("workplace.id"), nullable=False, unique=True),
    Column("order_reference", Text, nullable=False),
    Column("item_id", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due_at", Text, nullable=False, index=True),
)
"""Whose login data are still to be sent; no password is in it. Made where a file of an earlier program has none."""
