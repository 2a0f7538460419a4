"""Lists, and how orders stand, are read from indexes, however many numbers, items and messages there are."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

PARTIAL = {"ix_order_item_of_workplace": "of_workplace", "ix_order_item_claiming": "claim_number"}


def upgrade() -> None:
    op.create_index("ix_number_state", "number", ["state"])
    for name, column in PARTIAL.items():
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, "order_item", [column], sqlite_where=there)
    op.create_index("ix_order_item_standing", "order_item", ["order_reference", "state", "read_back", "row"])
    op.create_index("ix_message_standing", "message", ["import_id", "state", "problem"])
    op.drop_index("ix_message_import_id", "message")
