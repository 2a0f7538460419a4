"""Knows what of a login ends with its password: sessions, the mark of an own password, failures that are counted."""

import hashlib

from sqlalchemy import Connection, delete

from trunkload.portal.rehearsal.login_tables import login_attempt, login_session, own_password


def forget_login(connection: Connection, workplace_id: str, username: str | None = None) -> None:
    """The workplace has no session and no chosen password any more; of `username` no failure is counted."""
    connection.execute(delete(login_session).where(login_session.c.workplace_id == workplace_id))
    connection.execute(delete(own_password).where(own_password.c.workplace_id == workplace_id))
    if username is not None:
        connection.execute(delete(login_attempt).where(login_attempt.c.username_hash == username_hash(username)))


def username_hash(username: str) -> str:
    return hashlib.sha256(username.encode()).hexdigest()
