"""Numbers become a ledger: where they come from, since when they are what they are, and for whom they are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SOURCES = "'carrier', 'entered'"
COPY_CHANGES = """
INSERT INTO number_change (id, e164, at, who, from_state, to_state, import_id, why)
SELECT id, e164, at, who, from_state, to_state, import_id, why FROM number_change_before
"""


def upgrade() -> None:
    _know_where_numbers_come_from()
    _create_ranges()
    _create_kept_numbers()
    _let_numbers_arrive(op.get_bind().dialect.name)


def _know_where_numbers_come_from() -> None:
    for table in ("number", "number_block"):
        check = f"CONSTRAINT ck_{table}_source_known CHECK (source IN ({SOURCES}))"
        op.execute(f"ALTER TABLE {table} ADD COLUMN source TEXT DEFAULT 'carrier' NOT NULL {check}")
    for table, name in (("number", "since"), ("number", "note"), ("number_block", "site")):
        op.add_column(table, sa.Column(name, sa.Text()))
    op.create_index("ix_number_held_until", "number", ["held_until"])
    op.create_index("ix_number_available_from", "number", ["available_from"])


def _create_ranges() -> None:
    op.create_table(
        "block_range",
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('reserved', 'extended')", name="ck_block_range_kind_known"),
        sa.CheckConstraint(f"source IN ({SOURCES})", name="ck_block_range_source_known"),
        sa.ForeignKeyConstraint(
            ["block"], ["number_block.id"], name="fk_block_range_block", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("block", "kind", "first", name="pk_block_range"),
    )


def _create_kept_numbers() -> None:
    op.create_table(
        "kept_number",
        sa.Column("e164", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("employee_key", sa.Text()),
        sa.Column("identity_key", sa.Text()),
        sa.Column("name_key", sa.Text()),
        sa.ForeignKeyConstraint(
            ["e164"], ["number.e164"], name="fk_kept_number_e164", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_kept_number_import_id"),
        sa.PrimaryKeyConstraint("e164", name="pk_kept_number"),
    )
    op.create_index("ix_kept_number_import_id", "kept_number", ["import_id"])


def _let_numbers_arrive(dialect: str) -> None:
    """SQLite changes no column: the table is written anew, with the triggers that let it only grow."""
    if dialect == "postgresql":
        op.alter_column("number_change", "from_state", nullable=True)
        return
    statements = op.get_bind().exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = 'number_change' AND sql IS NOT NULL"
    )
    table, *others = sorted(statements.scalars(), key=lambda sql: not sql.startswith("CREATE TABLE"))
    op.execute("ALTER TABLE number_change RENAME TO number_change_before")
    op.execute(table.replace("from_state TEXT NOT NULL", "from_state TEXT"))
    op.execute(COPY_CHANGES)
    op.execute("DROP TABLE number_change_before")
    for statement in others:
        op.execute(statement)
