"""Knows which account of the company is who here: a name at its provider may change, and may be given to another."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from trunkload.storage.web_tables import company_account


@dataclass(frozen=True, slots=True)
class CompanyAccount:
    """`identity`: a hash of issuer and subject, which together are one person for ever (OpenID Connect Core, 5.7)."""

    login: str
    identity: str
    bound_at: datetime
    disabled_at: datetime | None = None


def identity_of(issuer: str, subject: str) -> str:
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()


def account_of(conn: Connection, identity: str) -> CompanyAccount | None:
    row = conn.execute(select(company_account).where(company_account.c.identity == identity)).mappings().first()
    return None if row is None else _account(row)


def account_called(conn: Connection, login: str) -> CompanyAccount | None:
    row = conn.execute(select(company_account).where(company_account.c.login == login)).mappings().first()
    return None if row is None else _account(row)


def list_accounts(conn: Connection) -> tuple[CompanyAccount, ...]:
    rows = conn.execute(select(company_account).order_by(company_account.c.login)).mappings()
    return tuple(_account(row) for row in rows)


def bind_account(conn: Connection, one: CompanyAccount) -> None:
    """Neither login nor identity is bound yet."""
    conn.execute(insert(company_account).values(login=one.login, identity=one.identity, bound_at=one.bound_at))


def disable_account(conn: Connection, login: str, at: datetime) -> bool:
    """False where there is none that may log in."""
    own = (company_account.c.login == login) & company_account.c.disabled_at.is_(None)
    return conn.execute(update(company_account).where(own).values(disabled_at=at)).rowcount == 1


def release_account(conn: Connection, login: str) -> bool:
    """The next account that comes with this name has it, disabled before or not; False where there is none."""
    return conn.execute(delete(company_account).where(company_account.c.login == login)).rowcount == 1


def _account(row: RowMapping) -> CompanyAccount:
    return CompanyAccount(**row)
