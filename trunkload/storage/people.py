"""Knows who may use the page with a password of our own: a login, its roles, and a hash of the password."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, RowMapping, insert, select, update

from trunkload.storage.web_tables import person


class Role(StrEnum):
    """What somebody may do: send own sheets; approve plans; run all of it; look at everything without personal data."""

    UPLOADER = "uploader"
    APPROVER = "approver"
    OPERATOR = "operator"
    READER = "reader"


SEE_EVERYBODY: Final = frozenset({Role.APPROVER, Role.OPERATOR})
"""Whoever has one of these sees the personal data of all imports."""


@dataclass(frozen=True, slots=True)
class Person:
    """One local user; one that is disabled stays known, so that nobody else gets the login."""

    login: str
    password_hash: str
    roles: frozenset[Role]
    created_at: datetime
    disabled_at: datetime | None = None


def add_person(conn: Connection, one: Person) -> bool:
    """False where the login is taken."""
    if find_person(conn, one.login) is not None:
        return False
    conn.execute(
        insert(person).values(
            login=one.login, password_hash=one.password_hash, roles=sorted(one.roles), created_at=one.created_at
        )
    )
    return True


def find_person(conn: Connection, login: str) -> Person | None:
    row = conn.execute(select(person).where(person.c.login == login)).mappings().first()
    return None if row is None else _person(row)


def list_people(conn: Connection) -> tuple[Person, ...]:
    return tuple(_person(row) for row in conn.execute(select(person).order_by(person.c.login)).mappings())


def disable_person(conn: Connection, login: str, at: datetime) -> bool:
    """False where there is no such user who may log in."""
    found = update(person).where(person.c.login == login, person.c.disabled_at.is_(None)).values(disabled_at=at)
    return conn.execute(found).rowcount == 1


def set_password(conn: Connection, login: str, password_hash: str) -> bool:
    """The user may log in with it from now on, disabled before or not; False where there is none."""
    values = {"password_hash": password_hash, "disabled_at": None}
    return conn.execute(update(person).where(person.c.login == login).values(values)).rowcount == 1


def roles_of(written: Collection[str]) -> frozenset[Role]:
    """Those that this program knows."""
    return frozenset(Role(one) for one in written if one in list(Role))


def _person(row: RowMapping) -> Person:
    return Person(**{**row, "roles": roles_of(row["roles"])})
