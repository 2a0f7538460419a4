"""Knows what an own password must be, and that it ends the first one and every session but a new one."""

import unicodedata
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, insert, select, update

from trunkload.portal.rehearsal.login_tables import own_password
from trunkload.portal.rehearsal.logins import forget_login
from trunkload.portal.rehearsal.myportal.logging_in import LoginRefused, Visitor, begin_session, end_session
from trunkload.portal.rehearsal.passwords import hash_chosen, is_password
from trunkload.portal.rehearsal.tables import workplace

SHORTEST, LONGEST = 12, 200
"""Characters of an own password."""


class PasswordProblem(StrEnum):
    """Why a password is not taken."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    THE_USERNAME = "the_username"
    NOT_TWICE = "not_twice"
    THE_OLD_ONE = "the_old_one"


class PasswordRefused(Exception):  # noqa: N818 - an answer to a person, not a failure
    """The password stays as it was."""

    def __init__(self, problem: PasswordProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def same_letters(typed: str) -> str:
    """One text for one password, whichever keyboard composed its letters; blanks around it come from copying."""
    return unicodedata.normalize("NFKC", typed).strip()


def problem_of(new: str, repeated: str, username: str) -> PasswordProblem | None:
    """What is wrong with it by itself; both as `same_letters` gives them."""
    if len(new) < SHORTEST:
        return PasswordProblem.TOO_SHORT
    if len(new) > LONGEST:
        return PasswordProblem.TOO_LONG
    if new.casefold() == username.casefold():
        return PasswordProblem.THE_USERNAME
    return PasswordProblem.NOT_TWICE if new != repeated else None


def choose_password(engine: Engine, visitor: Visitor, new: str, repeated: str, now: datetime) -> str:
    """The token of the session that goes on with the new password.

    Raises PasswordRefused, or LoginRefused where the session ended meanwhile.
    """
    problem = problem_of(new, repeated, visitor.username)
    if problem is not None:
        raise PasswordRefused(problem)
    own = workplace.c.id == visitor.workplace_id
    with engine.connect() as connection:
        known = connection.scalar(select(workplace.c.password_hash).where(own))
    if is_password(new, first=known, chosen=None):
        raise PasswordRefused(PasswordProblem.THE_OLD_ONE)
    replaced = update(workplace).where(own).values(password_hash=hash_chosen(new))
    with engine.begin() as connection:
        # Whatever gives the workplace another password ends its sessions in the same transaction.
        if not end_session(connection, visitor.session):
            raise LoginRefused
        connection.execute(replaced)
        forget_login(connection, visitor.workplace_id)
        connection.execute(
            insert(own_password).values(workplace_id=visitor.workplace_id, chosen_at=int(now.timestamp()))
        )
        return begin_session(connection, visitor.workplace_id, now)
