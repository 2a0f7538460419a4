"""Knows the tables of what we do: imports, their people, what was decided for header rows, orders, items, the trail."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from trunkload.orders.states import ImportState, OrderState, ReadBack
from trunkload.storage.columns import Money, UtcTime, metadata, one_of
from trunkload.validation.actions.action import Action


def _index_where_there(name: str, column: str) -> Index:
    """Small in a file: most rows have none. A server may keep all; to name its dialect here would load it for files."""
    there = text(f"{column} IS NOT NULL")
    return Index(name, column, sqlite_where=there)


import_ = Table(
    "import",
    metadata,
    Column("id", Text, primary_key=True),
    Column("state", Text, nullable=False, index=True),
    Column("file_name", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("format", Text, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("uploaded_by", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("ready", Integer, nullable=False),
    Column("ready_with_warnings", Integer, nullable=False),
    Column("blocked", Integer, nullable=False),
    Column("skipped_blank", Integer, nullable=False),
    Column("skipped_hidden", Integer, nullable=False),
    Column("skipped_example", Integer, nullable=False),
    Column("skipped_footer", Integer, nullable=False),
    Column("skipped_repeated", Integer, nullable=False),
    Column("digest", Text),
    Column("rule_version", Text),
    Column("held_until", UtcTime),
    Column("monthly", Money),
    Column("one_off", Money),
    Column("currency", Text),
    Column("sample_prices", Boolean, nullable=False),
    Column("approved_by", Text),
    Column("approved_at", UtcTime),
    Column("finished_at", UtcTime),
    Column("choices", JSON, nullable=False, server_default=text("'{}'")),
    Column("accepted", JSON, nullable=False, server_default=text("'{}'")),
    Column("decisions", JSON, nullable=False, server_default=text("'[]'")),
    Column("follows", Text, index=True),
    # By what exactly the sent bytes are opened again, where the file store keeps versions.
    Column("upload_version", Text),
    Column("purged_at", UtcTime),
    Index("ix_import_uploaded_by", "uploaded_by", "id"),
    one_of("state", ImportState),
    one_of("lang", ("de", "en")),
    CheckConstraint(
        "rows = ready + ready_with_warnings + blocked"
        " + skipped_blank + skipped_hidden + skipped_example + skipped_footer + skipped_repeated",
        name="receipt_adds_up",
    ),
)

column_mapping = Table(
    "column_mapping",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("decided", JSON, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
    Column("decisions", JSON, nullable=False, server_default=text("'[]'")),
)

product_order = Table(
    "product_order",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("import_id", Text, ForeignKey("import.id"), nullable=False, index=True),
    Column("batch", Integer, nullable=False),
    Column("trunk", Text, nullable=False),
    Column("start_date", Date),
    Column("size", Integer, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("carrier_id", Text),
    Column("sent_at", UtcTime),
    Column("answered_at", UtcTime),
    Column("finished_at", UtcTime),
    # Who sends it now, and the count of all who ever took it in hand (storage/in_hand).
    Column("fence", Integer, nullable=False, server_default=text("0")),
    Column("sender", Text),
    Column("sending_until", UtcTime),
    one_of("state", OrderState),
)

order_item = Table(
    "order_item",
    metadata,
    Column("order_reference", Text, ForeignKey("product_order.reference"), primary_key=True),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("action", Text, nullable=False),
    Column("of_workplace", Text),
    Column("package_before", Text),
    Column("given_name", Text),
    Column("family_name", Text),
    Column("street", Text),
    Column("house_number", Text),
    Column("postal_code", Text),
    Column("city", Text),
    Column("country", Text),
    Column("email", Text),
    Column("mobile", Text),
    Column("password_channel", Text),
    Column("username", Text),
    Column("trunk", Text),
    Column("number", Text),
    Column("extension", Text),
    Column("internal_number", Text),
    Column("package", Text),
    Column("start_date", Text),
    Column("block", Text),
    Column("reason", Text),
    Column("department", Text),
    Column("employee_key", Text),
    Column("identity_key", Text),
    Column("row_digest", Text),
    Column("state", Text, nullable=False),
    Column("workplace_id", Text),
    Column("carrier_code", Text, index=True),
    Column("carrier_reason", Text),
    Column("read_back", Text),
    Column("differing", JSON),
    Column("record_before", JSON),
    # Filled while the item is alive: the database has the last word on who gets what (promises 3 and 5).
    Column("claim_number", Text, unique=True),
    Column("claim_username", Text, unique=True),
    Column("claim_internal_number", Text, unique=True),
    Column("claim_employee", Text, unique=True),
    Column("claim_identity", Text, unique=True),
    one_of("action", Action),
    one_of("state", OrderState),
    one_of("read_back", ReadBack),
    _index_where_there("ix_order_item_of_workplace", "of_workplace"),
    _index_where_there("ix_order_item_claiming", "claim_number"),
    Index("ix_order_item_standing", "order_reference", "state", "read_back", "row"),
)

CLAIMS = ("claim_number", "claim_username", "claim_internal_number", "claim_employee", "claim_identity")
NO_CLAIMS = dict.fromkeys(CLAIMS)

uploaded_people = Table(
    "uploaded_people",
    metadata,
    Column("import_id", Text, ForeignKey("import.id"), primary_key=True),
    Column("people", Integer, nullable=False),
    Column("digests", LargeBinary, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("import_id", Text, index=True),
    Column("details", JSON, nullable=False),
)
