"""Knows who is logged in at the page: only a hash of each token is kept, and both ends of a session are looked at."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from trunkload.storage.people import Role, roles_of
from trunkload.storage.web_tables import login_link, session

SEEN_EVERY = timedelta(minutes=1)
"""So exactly it is kept when somebody was last there; a page that is only read writes nothing in between."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a session counts in all, and while nobody uses it."""

    longest: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True)
class Session:
    """`came_by`: `password`, `link` or `oidc`."""

    token_hash: str
    login: str
    roles: frozenset[Role]
    came_by: str
    began_at: datetime
    seen_at: datetime

    def needs_note(self, now: datetime) -> bool:
        return now - self.seen_at >= SEEN_EVERY


def begin_session(conn: Connection, login: str, roles: frozenset[Role], came_by: str, now: datetime) -> str:
    """The token of a new session, which is nowhere but with the browser."""
    token = secrets.token_urlsafe(32)
    values = {"login": login, "roles": sorted(roles), "came_by": came_by, "began_at": now, "seen_at": now}
    conn.execute(insert(session).values(token_hash=hashed(token), **values))
    return token


def find_session(conn: Connection, token: str, now: datetime, patience: Patience) -> Session | None:
    """None where it is over, or was never there."""
    row = conn.execute(select(session).where(session.c.token_hash == hashed(token))).mappings().first()
    if row is None or now - row["began_at"] >= patience.longest or now - row["seen_at"] >= patience.idle:
        return None
    return Session(**{**row, "roles": roles_of(row["roles"])})


def roles_at_last_login(conn: Connection, login: str) -> frozenset[Role] | None:
    """Of the latest session that is not forgotten; None where there is none."""
    own = select(session.c.roles).where(session.c.login == login).order_by(session.c.began_at.desc()).limit(1)
    row = conn.execute(own).first()
    return None if row is None else roles_of(row.roles)


def note_seen(conn: Connection, token_hash: str, now: datetime) -> None:
    conn.execute(update(session).where(session.c.token_hash == token_hash).values(seen_at=now))


def end_session(conn: Connection, token: str) -> None:
    conn.execute(delete(session).where(session.c.token_hash == hashed(token)))


def end_sessions_of(conn: Connection, login: str) -> None:
    conn.execute(delete(session).where(session.c.login == login))


def forget_old_sessions(conn: Connection, now: datetime, patience: Patience) -> None:
    over = or_(session.c.began_at <= now - patience.longest, session.c.seen_at <= now - patience.idle)
    conn.execute(delete(session).where(over))


def make_link(conn: Connection, until: datetime) -> str:
    """The token of a link that logs in once; earlier links count no longer."""
    token = secrets.token_urlsafe(32)
    conn.execute(delete(login_link))
    conn.execute(insert(login_link).values(token_hash=hashed(token), ends_at=until))
    return token


def use_link(conn: Connection, token: str, now: datetime) -> bool:
    """Whether it counted; it does so once."""
    own = (login_link.c.token_hash == hashed(token)) & (login_link.c.ends_at > now)
    return conn.execute(delete(login_link).where(own)).rowcount == 1


def hashed(token: str) -> str:
    """What is kept of a token: it is random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
