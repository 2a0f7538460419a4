"""Reading the account costs `check` no more imports than it needs."""

import subprocess
import sys

NEEDLESS = ("alembic", "psycopg", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "prefect", "boto3")


def loaded(modules: str, of: tuple[str, ...]) -> str:
    code = f"import sys; from trunkload.storage import {modules}; print([name for name in {of} if name in sys.modules])"
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_the_database_loads_no_migrations_no_server_and_no_orm() -> None:
    assert loaded("accounts, database, upgrade", NEEDLESS) == "[]"


def test_reading_the_account_of_a_file_loads_no_sqlalchemy_at_all() -> None:
    assert loaded("quick_account", ("sqlalchemy", *NEEDLESS)) == "[]"
