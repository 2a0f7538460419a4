"""What people are told is kept until it got out."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORDS = {
    "kind": "'welcome', 'password', 'changed', 'confirmation'",
    "channel": "'email', 'sms'",
    "state": "'queued', 'sending', 'sent', 'failed', 'given_up', 'replaced'",
}


def upgrade() -> None:
    op.create_table(
        "message",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text()),
        sa.Column("order_reference", sa.Text()),
        sa.Column("row", sa.Integer()),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("kind", "channel", "recipient", "recipient_name")),
        *(sa.Column(one, sa.Text()) for one in ("subject", "text", "html")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("queued_at", sa.Text(), nullable=False),
        *(sa.Column(one, sa.Text()) for one in ("next_attempt_at", "sent_at")),
        *(sa.CheckConstraint(f"{one} IN ({words})", name=f"ck_message_{one}_known") for one, words in WORDS.items()),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_message_import_id"),
        sa.PrimaryKeyConstraint("name", name="pk_message"),
    )
    for column in ("import_id", "next_attempt_at"):
        op.create_index(f"ix_message_{column}", "message", [column])
