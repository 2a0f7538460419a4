"""The commands about the database itself: which version it has, and bringing it to this program's."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from sqlalchemy import Engine

from trunkload.cli.exits import FAILED, NEEDS_FIXING, READY
from trunkload.cli.say import say
from trunkload.cli.spoken import settings_in
from trunkload.storage.database import open_database, shown_url
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.upgrade import database_version, upgrade_database
from trunkload.storage.version import HEAD


def run_db_status(lang: str | None) -> int:
    """Exit code: 0 up to date, 1 an upgrade is needed, 3 the database is newer."""
    settings = settings_in(lang)
    url, version = shown_url(settings.ledger_url), _version_at(settings.ledger_url)
    told = {"there": version, "needed": HEAD, "url": url}
    if version is not None and version > HEAD:
        typer.echo(say("database_newer", settings.language, **told), err=True)
        return FAILED
    key = "database_current" if version == HEAD else "database_empty" if version is None else "database_behind"
    typer.echo(say(key, settings.language, **told))
    return READY if version == HEAD else NEEDS_FIXING


def run_db_upgrade(lang: str | None) -> int:
    """All of it in one transaction: it succeeds, or the database stays as it was."""
    settings = settings_in(lang)
    url = shown_url(settings.ledger_url)
    with _opened(settings.ledger_url) as ledger:
        before = database_version(ledger)
        upgrade_database(ledger)
    key = "database_current" if before == HEAD else "database_made" if before is None else "database_upgraded"
    typer.echo(say(key, settings.language, there=before, needed=HEAD, url=url))
    return READY


def _version_at(url: str) -> str | None:
    """None where there are no tables of ours, or no SQLite file at all; none is made."""
    try:
        with _opened(url, read_only=True) as ledger:
            return database_version(ledger)
    except StorageError as failed:
        if failed.problem is StorageProblem.NOT_THERE and url.startswith("sqlite"):
            return None
        raise


@contextmanager
def _opened(url: str, *, read_only: bool = False) -> Iterator[Engine]:
    ledger = open_database(url, read_only=read_only)
    try:
        yield ledger
    finally:
        ledger.dispose()
