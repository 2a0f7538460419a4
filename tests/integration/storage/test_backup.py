"""A ledger that PostgreSQL's own programs backed up and put back, as the guide says, is the ledger that it was."""

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import make_url

from tests.integration.postgresql import installed_binaries
from tests.integration.storage.old_tables import fill, present_tables, rows_of
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.failures import StorageError
from trunkload.storage.imports import list_imports, next_import_id
from trunkload.storage.order_tables import audit
from trunkload.storage.upgrade import require_current, upgrade_database


@pytest.fixture
def program(missing: Callable[[str], NoReturn]) -> Callable[..., None]:
    """Runs one of PostgreSQL's own."""
    binaries = installed_binaries()
    if binaries is None:
        missing("no pg_dump and pg_restore: apt-get install postgresql brings them")

    def run(name: str, *options: str | Path) -> None:
        subprocess.run([binaries / name, *options], check=True, capture_output=True)

    return run


def test_what_was_backed_up_comes_back_row_by_row_and_goes_on(
    new_postgresql_url: Callable[[], str], program: Callable[..., None], tmp_path: Path
) -> None:
    backed_up, put_back = new_postgresql_url(), new_postgresql_url()
    ledger = open_database(backed_up)
    upgrade_database(ledger)
    fill(ledger)
    tables = present_tables(ledger)
    before = rows_of(ledger, tables)
    ledger.dispose()
    dump = tmp_path / "trunkload.dump"
    program("pg_dump", "--format=custom", f"--file={dump}", _libpq(backed_up))
    program("pg_restore", "--exit-on-error", "--single-transaction", f"--dbname={_libpq(put_back)}", dump)

    restored = open_database(put_back)
    require_current(restored)
    assert rows_of(restored, tables) == before
    assert all(before[name] for name in ("import", "number", "audit"))
    with reading(restored) as conn:
        latest = max(one.id for one in list_imports(conn))
    with writing(restored) as conn:
        assert next_import_id(conn, _day(latest)) > latest
    with pytest.raises(StorageError), writing(restored) as conn:
        conn.execute(audit.delete())
    restored.dispose()


def _day(import_id: str) -> date:
    return date.fromisoformat(import_id[4:14])


def _libpq(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
