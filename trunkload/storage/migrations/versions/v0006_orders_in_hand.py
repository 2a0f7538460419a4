"""Who has an order in hand, which import an import follows, and what the carrier refused."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("product_order", sa.Column("fence", sa.Integer(), nullable=False, server_default=sa.text("0")))
    for name in ("sender", "sending_until"):
        op.add_column("product_order", sa.Column(name, sa.Text()))
    op.add_column("import", sa.Column("follows", sa.Text()))
    op.create_index("ix_import_follows", "import", ["follows"])
    op.create_index("ix_order_item_carrier_code", "order_item", ["carrier_code"])
