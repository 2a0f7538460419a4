"""Another process that works on the database and can be killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[3]

WRITING = """
import sys
from tests.integration.storage.builders import IMPORT, OTHER, record
from trunkload.storage.database import open_database, writing
from trunkload.storage.imports import save_import

engine = open_database(sys.argv[1])
with writing(engine) as conn:
    save_import(conn, record(IMPORT))
with writing(engine) as conn:
    save_import(conn, record(OTHER))
    print("in the middle", flush=True)
    sys.stdin.read()
engine.dispose()
"""
"""Commits one import and stops before it commits another, until it is told more."""

UPGRADING = """
import sys
from sqlalchemy import event
from trunkload.storage.database import open_database
from trunkload.storage.upgrade import upgrade_database

engine = open_database(sys.argv[1])

@event.listens_for(engine, "after_cursor_execute")
def stop(conn, cursor, statement, *_):
    if "CREATE TABLE product_order" in statement:
        print("in the middle", flush=True)
        sys.stdin.read()

upgrade_database(engine)
"""
"""Stops when some of the tables are made."""


@contextmanager
def other_process(code: str, url: str) -> Iterator[subprocess.Popen[str]]:
    """The process, once it is in the middle of its work; killed at the end where it still lives."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, url]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "in the middle\n"
            yield process
        finally:
            process.kill()
