"""Knows what the rehearsal carrier's MyPortal keeps: chosen passwords, sessions, failed logins, credentials sent again.

Tables apart from the others, because files of earlier programs do not have them; they are added when one is opened.
"""

from sqlalchemy import Column, Integer, Table, Text

from trunkload.portal.rehearsal.tables import metadata

own_password = Table(
    "own_password",
    metadata,
    Column("workplace_id", Text, primary_key=True),
    Column("chosen_at", Integer, nullable=False),
)
"""Whose `workplace.password_hash` is of a password that the person chose; all others are first passwords. Times here
and below are seconds since 1970."""

login_session = Table(
    "login_session",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("workplace_id", Text, nullable=False, index=True),
    Column("ends_at", Integer, nullable=False),
)

login_attempt = Table(
    "login_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("username_hash", Text, nullable=False, index=True),
    Column("at", Integer, nullable=False),
)
"""Logins that failed, or are being looked at. Only a hash of the username, because people type passwords there, too."""

credentials_again = Table(
    "credentials_again",
    metadata,
    Column("workplace_id", Text, primary_key=True),
    Column("count", Integer, primary_key=True, autoincrement=False),
    Column("at", Integer, nullable=False),
)

LOGIN_TABLES = (own_password, login_session, login_attempt, credentials_again)
