"""What else a workplace's record says, so that a row can be compared with it, and which workplace an item changes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("mobile", "street", "house_number", "postal_code", "city", "country"):
        op.add_column("workplace", sa.Column(name, sa.Text()))
    for name in ("of_workplace", "package_before"):
        op.add_column("order_item", sa.Column(name, sa.Text()))
