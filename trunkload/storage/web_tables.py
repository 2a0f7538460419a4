"""Knows the tables of the page: its users, who is logged in, how often was tried, and which uploads wait their turn."""

from sqlalchemy import JSON, Column, ForeignKey, Identity, Index, Integer, Table, Text, UniqueConstraint, text

from trunkload.storage.columns import UtcTime, metadata

person = Table(
    "person",
    metadata,
    Column("login", Text, primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("disabled_at", UtcTime),
)

company_account = Table(
    "company_account",
    metadata,
    Column("login", Text, primary_key=True),
    # Only a hash of issuer and subject: it is compared, and nobody reads it.
    Column("identity", Text, nullable=False),
    Column("bound_at", UtcTime, nullable=False),
    Column("disabled_at", UtcTime),
    UniqueConstraint("identity", name="uq_company_account_identity"),
)

session = Table(
    "session",
    metadata,
    # Only a hash: whoever reads the database can use no session.
    Column("token_hash", Text, primary_key=True),
    Column("login", Text, nullable=False, index=True),
    Column("roles", JSON, nullable=False),
    Column("came_by", Text, nullable=False),
    Column("began_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)

login_link = Table(
    "login_link",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("ends_at", UtcTime, nullable=False),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("of_whom", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_attempt_of_whom", "kind", "of_whom", "at"),
)

upload_job = Table(
    "upload_job",
    metadata,
    Column("import_id", Text, ForeignKey("import.id"), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("queued_at", UtcTime, nullable=False),
    Column("begun_at", UtcTime),
    Column("worker", Text),
    Column("step", Text),
    Column("why", JSON, nullable=False, server_default=text("'{}'")),
    Column("ended_at", UtcTime, index=True),
    Index("ix_upload_job_owner", "owner", "begun_at"),
)
"""`why`: code and parameters of what stood against a file; it names what was found in it, and goes with the import."""
