"""Files that arrive by themselves are known until they are told, and a night's summary is a message."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OUTCOMES = "'planned', 'needs_fixing', 'nothing_to_order', 'refused', 'same', 'failed'"
KINDS_BEFORE = "'welcome', 'password', 'changed', 'confirmation'"
KINDS = f"{KINDS_BEFORE}, 'night'"


def upgrade() -> None:
    op.create_table(
        "arrival",
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("id", "name", "arrived_at")),
        *(sa.Column(one, sa.Text()) for one in ("import_id", "outcome")),
        sa.Column("why", sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
        *(sa.Column(one, sa.Text()) for one in ("ended_at", "told_at")),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name="ck_arrival_outcome_known"),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_arrival_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_arrival"),
    )
    op.create_index("ix_arrival_import_id", "arrival", ["import_id"])
    _know_of_nights(op.get_bind().dialect.name)


def _know_of_nights(dialect: str) -> None:
    """SQLite changes no check: the table is written anew."""
    if dialect == "postgresql":
        op.drop_constraint("ck_message_kind_known", "message")
        op.create_check_constraint("ck_message_kind_known", "message", f"kind IN ({KINDS})")
        return
    statements = op.get_bind().exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = 'message' AND sql IS NOT NULL"
    )
    table, *indexes = sorted(statements.scalars(), key=lambda sql: not sql.startswith("CREATE TABLE"))
    for index in ("ix_message_import_id", "ix_message_next_attempt_at"):
        op.drop_index(index, "message")
    op.execute("ALTER TABLE message RENAME TO message_before")
    op.execute(table.replace(KINDS_BEFORE, KINDS))
    op.execute("INSERT INTO message SELECT * FROM message_before")
    op.execute("DROP TABLE message_before")
    for statement in indexes:
        op.execute(statement)
