"""An import is somebody's until it is planned and reported; whoever is gone leaves it to others."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unfinished_import",
        sa.Column("import_id", sa.Text(), nullable=False),
        sa.Column("worker", sa.Text()),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_unfinished_import_import_id"),
        sa.PrimaryKeyConstraint("import_id", name="pk_unfinished_import"),
    )
