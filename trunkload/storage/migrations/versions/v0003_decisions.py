"""What people decided about values: how many cells of an import each decision settled, and what is remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NONE = sa.text("'[]'")


def upgrade() -> None:
    op.add_column("import", sa.Column("decisions", sa.JSON(), nullable=False, server_default=NONE))
    op.add_column("column_mapping", sa.Column("decisions", sa.JSON(), nullable=False, server_default=NONE))
