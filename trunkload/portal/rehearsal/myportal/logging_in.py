"""Knows who may come in: the password of a workplace, a limit of attempts per username, sessions of half an hour."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select

from trunkload.portal.rehearsal.login_tables import login_attempt, login_session, own_password
from trunkload.portal.rehearsal.logins import username_hash
from trunkload.portal.rehearsal.passwords import is_password
from trunkload.portal.rehearsal.tables import workplace

MOST_FAILURES = 5
LOCKED_SECONDS = 15 * 60
SESSION_SECONDS = 30 * 60


class LoginRefused(Exception):  # noqa: N818 - an answer to a person, not a failure
    """`until`: when it may be tried again, where too many attempts have failed; else it was the wrong password."""

    def __init__(self, until: datetime | None = None) -> None:
        super().__init__("locked" if until else "wrong")
        self.until = until


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who has a session; `must_choose`: with a first password, which opens nothing but the choice of an own one."""

    session: str
    workplace_id: str
    username: str
    must_choose: bool


def log_in(engine: Engine, typed: str, password: str, now: datetime) -> str:
    """The token of a new session. Raises LoginRefused, the same way whether the username exists or not."""
    username = typed.strip().lower()
    _count_attempt(engine, username, now)
    with engine.connect() as connection:
        found = _login_of(connection, username)
    known = None if found is None else found["password_hash"]
    is_own = found is not None and found["chosen_at"] is not None
    matches = is_password(password, first=None if is_own else known, chosen=known if is_own else None)
    if found is None or not matches:
        raise LoginRefused
    with engine.begin() as connection:
        connection.execute(delete(login_attempt).where(login_attempt.c.username_hash == username_hash(username)))
        if _login_of(connection, username) != found:
            # Another password came between.
            raise LoginRefused
        return begin_session(connection, found["id"], now)


def begin_session(connection: Connection, workplace_id: str, now: datetime) -> str:
    """A new token; only its hash is stored. Sessions that are over are forgotten."""
    token, at = secrets.token_urlsafe(32), int(now.timestamp())
    connection.execute(delete(login_session).where(login_session.c.ends_at <= at))
    row = {"token_hash": _token_hash(token), "workplace_id": workplace_id, "ends_at": at + SESSION_SECONDS}
    connection.execute(insert(login_session).values(row))
    return token


def visitor_of(engine: Engine, token: str, now: datetime) -> Visitor | None:
    """Whose session this is; None where there is none, or none any more."""
    session = _token_hash(token)
    own = login_session.c.token_hash == session
    query = (
        select(workplace.c.id, workplace.c.username, own_password.c.chosen_at)
        .select_from(login_session)
        .join(workplace, workplace.c.id == login_session.c.workplace_id)
        .outerjoin(own_password, own_password.c.workplace_id == workplace.c.id)
        .where(own, login_session.c.ends_at > int(now.timestamp()))
    )
    with engine.connect() as connection:
        row = connection.execute(query).first()
    return None if row is None else Visitor(session, row.id, row.username, must_choose=row.chosen_at is None)


def log_out(engine: Engine, token: str) -> None:
    with engine.begin() as connection:
        end_session(connection, _token_hash(token))


def end_session(connection: Connection, session: str) -> bool:
    """Whether it was still there."""
    return connection.execute(delete(login_session).where(login_session.c.token_hash == session)).rowcount == 1


def _count_attempt(engine: Engine, username: str, now: datetime) -> None:
    """Counted before the password is looked at, so that many at once cannot guess more; a login that works is no
    failure and forgets them."""
    own, at = username_hash(username), int(now.timestamp())
    with engine.begin() as connection:
        connection.execute(delete(login_attempt).where(login_attempt.c.at <= at - LOCKED_SECONDS))
        counted = select(login_attempt.c.at).where(login_attempt.c.username_hash == own).order_by(login_attempt.c.id)
        times = list(connection.scalars(counted))
        if len(times) >= MOST_FAILURES:
            raise LoginRefused(datetime.fromtimestamp(times[-MOST_FAILURES] + LOCKED_SECONDS, UTC))
        connection.execute(insert(login_attempt).values(username_hash=own, at=at))


def _login_of(connection: Connection, username: str) -> RowMapping | None:
    query = (
        select(workplace.c.id, workplace.c.password_hash, own_password.c.chosen_at)
        .outerjoin(own_password, own_password.c.workplace_id == workplace.c.id)
        .where(workplace.c.username == username)
    )
    return connection.execute(query).mappings().first()


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
