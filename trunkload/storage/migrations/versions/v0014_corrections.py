"""Cells of a sheet are changed after it was sent, and every change of them is kept beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("import_id", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        *(sa.Column(one, sa.Text()) for one in ("before", "after")),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("who", "at")),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_correction_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
    )
    op.create_index("ix_correction_import_id", "correction", ["import_id"])
