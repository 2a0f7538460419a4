"""Knows whose personal data a user may see: those of all imports, or only what that user sent."""

from sqlalchemy import Connection

from trunkload.settings import Settings
from trunkload.storage.people import SEE_EVERYBODY, find_person
from trunkload.storage.sessions import roles_at_last_login


def sees_everybody(conn: Connection, settings: Settings, login: str) -> bool:
    """The command line and the inbox do, who have all files at hand anyway; others by their roles at the last login,
    which is all that is known of an account of the company. Nobody does whom nothing is known of."""
    if login == settings.user:
        return True
    roles = roles_at_last_login(conn, login)
    if roles is None:
        person = find_person(conn, login)
        roles = frozenset() if person is None or person.disabled_at is not None else person.roles
    return bool(roles & SEE_EVERYBODY)
