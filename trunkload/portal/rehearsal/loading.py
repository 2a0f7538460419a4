"""Knows how an account file becomes a customer of the rehearsal carrier, once."""

import re

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from trunkload.portal.rehearsal.account_file import rows_of
from trunkload.portal.rehearsal.database import database_failures_are_ours, next_ids, prepare_database
from trunkload.portal.rehearsal.file_entry import AccountFileError, AccountFileProblem, Row
from trunkload.portal.rehearsal.tables import counter, customer, metadata

_COUNTED_ID = re.compile(r"wp-([0-9]{1,9})")


def load_account(engine: Engine, toml_text: str) -> bool:
    """Whether the account was loaded: False where the customer exists already, and then nothing is changed.

    Raises AccountFileError (the file), PortalError (the database).
    """
    rows = rows_of(toml_text)
    prepare_database(engine)
    with database_failures_are_ours(), engine.begin() as connection:
        # A write first: of two that load at once, the second waits here and then sees the first one's customer.
        next_ids(connection, "workplace", 0)
        if connection.scalar(select(customer.c.id).where(customer.c.id == rows["customer"][0]["id"])) is not None:
            return False
        _insert(connection, rows)
        _count_from(connection, rows["workplace"])
    return True


def known_customers(engine: Engine) -> list[str]:
    """The ids of the carrier's customers. Raises PortalError."""
    prepare_database(engine)
    with database_failures_are_ours(), engine.connect() as connection:
        return list(connection.scalars(select(customer.c.id).order_by(customer.c.id)))


def _insert(connection: Connection, rows: dict[str, list[Row]]) -> None:
    try:
        for name, table_rows in rows.items():
            if table_rows:
                connection.execute(insert(metadata.tables[name]), table_rows)
    except IntegrityError as failure:
        # The file itself is consistent, so a number, workplace id or username belongs to another customer.
        raise AccountFileError(AccountFileProblem.TWICE, "customer.id") from failure


def _count_from(connection: Connection, workplaces: list[Row]) -> None:
    """New workplaces get ids above those of the file."""
    matches = (_COUNTED_ID.fullmatch(str(row["id"])) for row in workplaces)
    highest = max((int(match[1]) for match in matches if match), default=0)
    behind = (counter.c.name == "workplace") & (counter.c.value < highest)
    connection.execute(update(counter).where(behind).values(value=highest))
