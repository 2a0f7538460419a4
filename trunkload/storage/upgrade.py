"""Knows the version of the database's tables and how an older database becomes the present one."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from trunkload.storage.database import reading, writing
from trunkload.storage.version import is_behind, require_head


def database_version(engine: Engine) -> str | None:
    """The version of the last migration that was applied; None where there are no tables of ours yet."""
    with reading(engine) as conn:
        return _version(conn)


def upgrade_database(engine: Engine) -> None:
    """Bring the tables to HEAD in one transaction; a database of a newer program is refused."""
    if not is_behind(database_version(engine)):
        return
    with writing(engine) as conn:
        # Another process may have done it while we waited for our turn.
        if is_behind(_version(conn)):
            _migrate(conn)


def require_current(engine: Engine) -> None:
    """For readers that may not upgrade: a StorageError unless the tables are exactly ours."""
    require_head(database_version(engine))


def _version(conn: Connection) -> str | None:
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(conn: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - costs 0.3 s that only an upgrade needs
    from alembic.config import Config  # noqa: PLC0415 - the same

    folder = Path(__file__).parent / "migrations"
    config = Config(attributes={"connection": conn})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    command.upgrade(config, "head")
