"""Whose rows an upload had, as digests, so that the next one of the same people is compared with it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uploaded_people",
        sa.Column("import_id", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("digests", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_uploaded_people_import_id"),
        sa.PrimaryKeyConstraint("import_id", name="pk_uploaded_people"),
    )
