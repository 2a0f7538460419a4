"""The first tables: the account, imports, orders and their items, the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER_STATES = "'free', 'held', 'assigned', 'resting', 'blocked', 'function', 'future'"
IMPORT_STATES = (
    "'received', 'checked', 'planned', 'approved', 'submitting',"
    " 'done', 'partly_done', 'rejected', 'cancelled', 'lapsed'"
)
ORDER_STATES = (
    "'draft', 'approved', 'sending', 'unknown', 'acknowledged', 'inProgress', 'pending', 'held',"
    " 'completed', 'partial', 'failed', 'rejected', 'cancelled'"
)
APPEND_ONLY = ("audit", "number_change")

REFUSE_ON_SQLITE = """
CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

REFUSE_ON_POSTGRESQL = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""

TRIGGER_ON_POSTGRESQL = """
CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    _create_account()
    _create_numbers()
    _create_imports()
    _create_orders()
    _refuse_changes(op.get_bind().dialect.name)


def _refuse_changes(dialect: str) -> None:
    if dialect == "postgresql":
        op.execute(REFUSE_ON_POSTGRESQL)
    for table in APPEND_ONLY:
        if dialect == "postgresql":
            op.execute(TRIGGER_ON_POSTGRESQL.format(table=table))
        else:
            for verb in ("UPDATE", "DELETE"):
                op.execute(REFUSE_ON_SQLITE.format(table=table, verb=verb))


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_account_only_one"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
    )
    op.create_table(
        "site",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("house_number", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_site"),
    )
    op.create_table(
        "trunk",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["site"], ["site.name"], name="fk_trunk_site", initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id", name="pk_trunk"),
    )
    op.create_table(
        "number_block",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("trunk", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("switchboard", sa.Text()),
        sa.ForeignKeyConstraint(
            ["trunk"], ["trunk.id"], name="fk_number_block_trunk", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_number_block"),
    )
    op.create_table(
        "contingent",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_contingent"),
    )
    op.create_table(
        "price",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("monthly", sa.Text()),
        sa.Column("one_off", sa.Text()),
        sa.PrimaryKeyConstraint("name", name="pk_price"),
    )


def _create_numbers() -> None:
    op.create_table(
        "number",
        sa.Column("e164", sa.Text(), nullable=False),
        sa.Column("trunk", sa.Text(), nullable=False),
        sa.Column("block", sa.Text()),
        sa.Column("extension", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text()),
        sa.Column("held_until", sa.Text()),
        sa.Column("available_from", sa.Text()),
        sa.Column("import_id", sa.Text()),
        sa.CheckConstraint("import_id IS NULL OR state = 'held'", name="ck_number_ours_is_held"),
        sa.CheckConstraint(f"state IN ({NUMBER_STATES})", name="ck_number_state_known"),
        sa.ForeignKeyConstraint(["trunk"], ["trunk.id"], name="fk_number_trunk", initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("e164", name="pk_number"),
    )
    op.create_index("ix_number_import_id", "number", ["import_id"])
    op.create_index("ix_number_trunk", "number", ["trunk"])
    op.create_table(
        "number_change",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("e164", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text()),
        sa.Column("import_id", sa.Text()),
        sa.Column("why", sa.Text()),
        sa.CheckConstraint(f"from_state IN ({NUMBER_STATES})", name="ck_number_change_from_state_known"),
        sa.CheckConstraint(f"to_state IN ({NUMBER_STATES})", name="ck_number_change_to_state_known"),
        sa.PrimaryKeyConstraint("id", name="pk_number_change"),
    )
    op.create_index("ix_number_change_e164", "number_change", ["e164"])
    op.create_table(
        "workplace",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("username", sa.Text()),
        sa.Column("given_name", sa.Text()),
        sa.Column("family_name", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("trunk", sa.Text()),
        sa.Column("number", sa.Text()),
        sa.Column("internal_number", sa.Text()),
        sa.Column("package", sa.Text()),
        sa.Column("package_since", sa.Text()),
        sa.Column("activated_on", sa.Text()),
        sa.CheckConstraint("package IN ('none', 'basic', 'plus', 'premium')", name="ck_workplace_package_known"),
        sa.PrimaryKeyConstraint("id", name="pk_workplace"),
        sa.UniqueConstraint("number", name="uq_workplace_number"),
    )
    op.create_index("ix_workplace_username", "workplace", ["username"])


def _create_imports() -> None:
    op.create_table(
        "import",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("ready_with_warnings", sa.Integer(), nullable=False),
        sa.Column("blocked", sa.Integer(), nullable=False),
        sa.Column("skipped_blank", sa.Integer(), nullable=False),
        sa.Column("skipped_hidden", sa.Integer(), nullable=False),
        sa.Column("skipped_example", sa.Integer(), nullable=False),
        sa.Column("skipped_footer", sa.Integer(), nullable=False),
        sa.Column("skipped_repeated", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text()),
        sa.Column("rule_version", sa.Text()),
        sa.Column("held_until", sa.Text()),
        sa.Column("monthly", sa.Text()),
        sa.Column("one_off", sa.Text()),
        sa.Column("currency", sa.Text()),
        sa.Column("sample_prices", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.Text()),
        sa.Column("approved_at", sa.Text()),
        sa.Column("finished_at", sa.Text()),
        sa.CheckConstraint("lang IN ('de', 'en')", name="ck_import_lang_known"),
        sa.CheckConstraint(f"state IN ({IMPORT_STATES})", name="ck_import_state_known"),
        sa.CheckConstraint(
            "rows = ready + ready_with_warnings + blocked"
            " + skipped_blank + skipped_hidden + skipped_example + skipped_footer + skipped_repeated",
            name="ck_import_receipt_adds_up",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import"),
    )
    op.create_index("ix_import_sha256", "import", ["sha256"])
    op.create_index("ix_import_state", "import", ["state"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text()),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_import_id", "audit", ["import_id"])


def _create_orders() -> None:
    op.create_table(
        "product_order",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("trunk", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Date()),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("carrier_id", sa.Text()),
        sa.Column("sent_at", sa.Text()),
        sa.Column("answered_at", sa.Text()),
        sa.Column("finished_at", sa.Text()),
        sa.CheckConstraint(f"state IN ({ORDER_STATES})", name="ck_product_order_state_known"),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name="fk_product_order_import_id"),
        sa.PrimaryKeyConstraint("reference", name="pk_product_order"),
    )
    op.create_index("ix_product_order_import_id", "product_order", ["import_id"])
    op.create_index("ix_product_order_state", "product_order", ["state"])
    op.create_table(
        "order_item",
        sa.Column("order_reference", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text()),
        sa.Column("family_name", sa.Text()),
        sa.Column("street", sa.Text()),
        sa.Column("house_number", sa.Text()),
        sa.Column("postal_code", sa.Text()),
        sa.Column("city", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("mobile", sa.Text()),
        sa.Column("password_channel", sa.Text()),
        sa.Column("username", sa.Text()),
        sa.Column("trunk", sa.Text()),
        sa.Column("number", sa.Text()),
        sa.Column("extension", sa.Text()),
        sa.Column("internal_number", sa.Text()),
        sa.Column("package", sa.Text()),
        sa.Column("start_date", sa.Text()),
        sa.Column("block", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("department", sa.Text()),
        sa.Column("employee_key", sa.Text()),
        sa.Column("identity_key", sa.Text()),
        sa.Column("row_digest", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("workplace_id", sa.Text()),
        sa.Column("carrier_code", sa.Text()),
        sa.Column("carrier_reason", sa.Text()),
        sa.Column("read_back", sa.Text()),
        sa.Column("differing", sa.JSON()),
        sa.Column("claim_number", sa.Text()),
        sa.Column("claim_username", sa.Text()),
        sa.Column("claim_internal_number", sa.Text()),
        sa.Column("claim_employee", sa.Text()),
        sa.Column("claim_identity", sa.Text()),
        sa.CheckConstraint("action IN ('add', 'modify', 'delete')", name="ck_order_item_action_known"),
        sa.CheckConstraint("read_back IN ('equal', 'different', 'missing')", name="ck_order_item_read_back_known"),
        sa.CheckConstraint(f"state IN ({ORDER_STATES})", name="ck_order_item_state_known"),
        sa.ForeignKeyConstraint(["order_reference"], ["product_order.reference"], name="fk_order_item_order_reference"),
        sa.PrimaryKeyConstraint("order_reference", "row", name="pk_order_item"),
        sa.UniqueConstraint("claim_employee", name="uq_order_item_claim_employee"),
        sa.UniqueConstraint("claim_identity", name="uq_order_item_claim_identity"),
        sa.UniqueConstraint("claim_internal_number", name="uq_order_item_claim_internal_number"),
        sa.UniqueConstraint("claim_number", name="uq_order_item_claim_number"),
        sa.UniqueConstraint("claim_username", name="uq_order_item_claim_username"),
    )
