"""How a person wants a file to be read, and what was decided about columns for header rows like one seen before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NOTHING = sa.text("'{}'")


def upgrade() -> None:
    op.add_column("import", sa.Column("choices", sa.JSON(), nullable=False, server_default=NOTHING))
    op.add_column("import", sa.Column("accepted", sa.JSON(), nullable=False, server_default=NOTHING))
    op.create_table(
        "column_mapping",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("decided", sa.JSON(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_column_mapping"),
    )
