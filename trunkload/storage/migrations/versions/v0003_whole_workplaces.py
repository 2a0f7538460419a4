"""What else a workplace's record says, so that a row that changes it can be compared."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("mobile", "street", "house_number", "postal_code", "city", "country"):
        op.add_column("workplace", sa.Column(name, sa.Text()))
