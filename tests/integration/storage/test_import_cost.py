"""Reading the account costs `check` no more imports than it needs."""

import subprocess
import sys

NEEDLESS = ("alembic", "psycopg", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "prefect", "boto3")


def test_reading_the_account_loads_no_migrations_no_server_and_no_orm() -> None:
    code = (
        "import sys; from trunkload.storage import accounts, database, upgrade;"
        f"print([name for name in {NEEDLESS} if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert shown.stdout.strip() == "[]"
