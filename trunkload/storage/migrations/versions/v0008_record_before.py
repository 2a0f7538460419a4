"""What the carrier's record of a workplace was when a change or an end of it was planned."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("order_item", sa.Column("record_before", sa.JSON()))
