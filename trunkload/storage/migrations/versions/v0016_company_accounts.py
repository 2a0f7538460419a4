"""A username belongs to the account of the company that came in with it first; whoever is in comes in anew."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "company_account",
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("login", "identity", "bound_at")),
        sa.Column("disabled_at", sa.Text()),
        sa.PrimaryKeyConstraint("login", name="pk_company_account"),
        sa.UniqueConstraint("identity", name="uq_company_account_identity"),
    )
    op.execute("DELETE FROM session WHERE came_by = 'oidc'")
