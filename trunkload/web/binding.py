"""Knows under which name an account of the company works here: the one that it came in with first, and no other's."""

from datetime import datetime

from sqlalchemy import Connection

from trunkload.settings import Settings
from trunkload.storage.company_accounts import (
    CompanyAccount,
    account_called,
    account_of,
    bind_account,
)
from trunkload.storage.people import find_person
from trunkload.web.provider import NotLetIn, Why


def login_bound(conn: Connection, settings: Settings, identity: str, told: str, now: datetime) -> str:
    """`told`: the name that the provider says, which counts the first time only. Raises NotLetIn.

    Two who are one name would see each other's imports, and approve for each other; one who has two names would approve
    what he sent.
    """
    known = account_of(conn, identity)
    login = told if known is None else known.login
    if login == settings.user.lower():
        # What command line, inbox and the link of the first start do is done in this name.
        raise NotLetIn(Why.NAME_OURS, login)
    if settings.web.local_users and find_person(conn, login) is not None:
        raise NotLetIn(Why.NAME_TAKEN, login)
    if known is None and account_called(conn, login) is not None:
        raise NotLetIn(Why.NAME_BOUND, login)
    if known is not None and known.disabled_at is not None:
        raise NotLetIn(Why.DISABLED, login)
    if known is None:
        bind_account(conn, CompanyAccount(login, identity, now))
    return login
