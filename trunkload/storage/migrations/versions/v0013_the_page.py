"""The page has users, sessions and a queue of uploads."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person",
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("login", "password_hash")),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("disabled_at", sa.Text()),
        sa.PrimaryKeyConstraint("login", name="pk_person"),
    )
    op.create_table(
        "session",
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("token_hash", "login")),
        sa.Column("roles", sa.JSON(), nullable=False),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("came_by", "began_at", "seen_at")),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session"),
    )
    op.create_index("ix_session_login", "session", ["login"])
    op.create_table(
        "login_link",
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("token_hash", "ends_at")),
        sa.PrimaryKeyConstraint("token_hash", name="pk_login_link"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("kind", "of_whom", "at")),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_of_whom", "attempt", ["kind", "of_whom", "at"])
    _create_jobs()


def _create_jobs() -> None:
    op.create_table(
        "upload_job",
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("import_id", "owner")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.Text(), nullable=False),
        *(sa.Column(one, sa.Text()) for one in ("begun_at", "worker", "step")),
        sa.Column("why", sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("ended_at", sa.Text()),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_upload_job_import_id"),
        sa.PrimaryKeyConstraint("import_id", name="pk_upload_job"),
    )
    op.create_index("ix_upload_job_ended_at", "upload_job", ["ended_at"])
    op.create_index("ix_upload_job_owner", "upload_job", ["owner", "begun_at"])
    op.create_index("ix_import_uploaded_by", "import", ["uploaded_by", "id"])
