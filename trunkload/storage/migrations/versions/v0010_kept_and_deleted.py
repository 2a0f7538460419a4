"""Which version of its upload an import was judged by, and when what is personal of it was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import", sa.Column("upload_version", sa.Text()))
    op.add_column("import", sa.Column("purged_at", sa.Text()))
