"""Looks whether files of imports lie there that the database does not know: then an older database was put back."""

from collections.abc import Iterator

from trunkload.flows.file_stores import open_files
from trunkload.flows.health.checks import Check, Sight, seen
from trunkload.flows.health.database import at_database
from trunkload.flows.recovering import ids_in_files
from trunkload.settings import Settings
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports
from trunkload.storage.quick_account import sqlite_file
from trunkload.storage.upgrade import database_version
from trunkload.storage.version import HEAD


def look_at_imports(settings: Settings) -> Iterator[Check]:
    """Raises StorageError. Files first: an import that comes meanwhile is in the database by then."""
    file = sqlite_file(settings.ledger_url)
    if file is not None and not file.exists():
        yield seen("imports", Sight.DATABASE_FIRST)
        return
    with at_database(settings) as ledger:
        if database_version(ledger) != HEAD:
            yield seen("imports", Sight.DATABASE_FIRST)
            return
        in_files = ids_in_files(open_files(settings))
        with reading(ledger) as conn:
            known = {one.id for one in list_imports(conn)}
    lost = [one for one in in_files if one not in known]
    if lost:
        yield seen("imports", Sight.IMPORTS_LOST, n=len(lost), id=lost[-1])
    else:
        yield seen("imports", Sight.IMPORTS_KNOWN, n=len(known))
