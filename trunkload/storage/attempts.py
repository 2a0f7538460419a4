"""Knows how often somebody tried something lately, whichever process of the page was asked."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from trunkload.storage.web_tables import attempt

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` attempts of one kind by one person, or from one address, within `span`; `of_failures`: what went
    well does not count."""

    kind: str
    most: int
    span: timedelta
    of_failures: bool = False


def count_attempt(conn: Connection, rate: Rate, of_whom: str, now: datetime) -> datetime | None:
    """Counted before it is tried, so that many at once get no more; where it is one too many, from when on it may be
    tried again, and it does not count."""
    whom = _hashed(rate.kind, of_whom)
    conn.execute(delete(attempt).where(attempt.c.at <= now - KEPT))
    own = (attempt.c.kind == rate.kind) & (attempt.c.of_whom == whom) & (attempt.c.at > now - rate.span)
    times = list(conn.scalars(select(attempt.c.at).where(own).order_by(attempt.c.at)))
    if len(times) >= rate.most:
        again: datetime = times[-rate.most] + rate.span
        return again
    conn.execute(insert(attempt).values(kind=rate.kind, of_whom=whom, at=now))
    return None


def take_back_attempt(conn: Connection, rate: Rate, of_whom: str) -> None:
    """The last one, which went well; those before stay."""
    own = (attempt.c.kind == rate.kind) & (attempt.c.of_whom == _hashed(rate.kind, of_whom))
    conn.execute(delete(attempt).where(attempt.c.id == select(func.max(attempt.c.id)).where(own).scalar_subquery()))


def forget_attempts(conn: Connection, kind: str, of_whom: str) -> None:
    """What went well in the end was no failure."""
    conn.execute(delete(attempt).where(attempt.c.kind == kind, attempt.c.of_whom == _hashed(kind, of_whom)))


def _hashed(kind: str, of_whom: str) -> str:
    """No list of logins that somebody typed, among them passwords in the wrong field."""
    return hashlib.sha256(f"{kind} {of_whom}".encode()).hexdigest()
