"""Knows how runs are called in Prefect's page: by what they do, the import and its file."""

from collections.abc import Callable
from contextlib import suppress

from prefect.runtime import flow_run

from trunkload.settings import read_settings
from trunkload.storage.database import open_database, reading
from trunkload.storage.failures import StorageError
from trunkload.storage.imports import find_import


def by_import(verb: str) -> Callable[[], str]:
    """Of a flow whose one parameter is an import's id."""

    def named() -> str:
        import_id = str(flow_run.parameters["import_id"])
        return run_name(verb, import_id, _file_of(import_id))

    return named


def by_time() -> str:
    """Of a flow that is about no import: its own name and when it was due, in UTC."""
    return f"{flow_run.flow_name} {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}"


def run_name(verb: str, import_id: str, file_name: str) -> str:
    return f"{verb} {import_id} {file_name}".rstrip()


def _file_of(import_id: str) -> str:
    """Empty where the database cannot be asked: whoever runs on says why."""
    ledger = open_database(read_settings().ledger_url)
    try:
        with suppress(StorageError), reading(ledger) as conn:
            record = find_import(conn, import_id)
            return "" if record is None or record.purged_at else record.file_name
    finally:
        ledger.dispose()
    return ""
