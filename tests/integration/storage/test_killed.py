"""kill -9 at any moment loses nothing that was committed and leaves nothing that was not (promise 6)."""

from sqlalchemy import Engine, inspect

from tests.integration.storage.builders import IMPORT, OTHER, record
from tests.integration.storage.processes import UPGRADING, WRITING, other_process
from trunkload.storage.database import open_database, reading, writing
from trunkload.storage.imports import list_imports, save_import
from trunkload.storage.upgrade import database_version, upgrade_database
from trunkload.storage.version import HEAD


def test_a_writer_killed_in_the_middle_leaves_what_was_committed_before(engine: Engine, database_url: str) -> None:
    with other_process(WRITING, database_url) as process:
        process.kill()
    with reading(engine) as conn:
        assert [one.id for one in list_imports(conn)] == [IMPORT]
    with writing(engine) as conn:
        save_import(conn, record(OTHER))
    with reading(engine) as conn:
        assert [one.id for one in list_imports(conn)] == [OTHER, IMPORT]


def test_an_upgrade_killed_in_the_middle_is_done_whole_the_next_time(database_url: str) -> None:
    with other_process(UPGRADING, database_url) as process:
        process.kill()
    engine = open_database(database_url)
    assert database_version(engine) is None
    assert inspect(engine).get_table_names() == []
    upgrade_database(engine)
    assert database_version(engine) == HEAD
    engine.dispose()
