"""The commands `user`: who may use the page with a password of its own."""

import re
import sys
from collections.abc import Sequence
from typing import Final

import typer

from trunkload.cli.exits import READY
from trunkload.cli.refusal import Refusal, WrongCall
from trunkload.cli.say import say
from trunkload.cli.spoken import settings_in
from trunkload.flows.wiring import House, open_house
from trunkload.reports.notation import moment_text
from trunkload.storage.audit import Deed, note
from trunkload.storage.company_accounts import account_called, disable_account, list_accounts, release_account
from trunkload.storage.database import reading, writing
from trunkload.storage.people import Person, Role, add_person, disable_person, find_person, list_people, set_password
from trunkload.storage.sessions import end_sessions_of
from trunkload.validation.language import Lang
from trunkload.web.passwords import LONGEST, SHORTEST, hash_password, is_long_enough, make_password

LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")


def run_add(login: str, roles: Sequence[str], lang: str | None, *, generate: bool) -> int:
    unknown = [one for one in roles if one not in list(Role)]
    if unknown:
        raise WrongCall("user_role", role=unknown[0], roles=", ".join(Role))
    if not LOGIN.fullmatch(login):
        raise WrongCall("user_login", login=login)
    house, spoken = _house(lang)
    with reading(house.ledger) as conn:
        if find_person(conn, login) is not None:
            raise Refusal("user_there", login=login)
    password = _password(spoken, generate=generate)
    one = Person(login, hash_password(password), frozenset(map(Role, roles)), house.clock())
    with writing(house.ledger) as conn:
        if account_called(conn, login) is not None:
            raise Refusal("user_of_company", login=login)
        if not add_person(conn, one):
            raise Refusal("user_there", login=login)
        note(conn, house.settings.user, Deed.USER_ADDED, login=login, roles=", ".join(sorted(one.roles)))
    typer.echo(say("user_added", spoken, login=login, roles=", ".join(sorted(one.roles))))
    return READY


def run_list(lang: str | None) -> int:
    house, spoken = _house(lang)
    with reading(house.ledger) as conn:
        people, accounts = list_people(conn), list_accounts(conn)
    if not (people or accounts):
        typer.echo(say("user_none", spoken))
    for one in people:
        when = one.disabled_at or one.created_at
        key = "user_line" if one.disabled_at is None else "user_line_disabled"
        told = moment_text(when.astimezone(), spoken)
        typer.echo(say(key, spoken, login=one.login, roles=", ".join(sorted(one.roles)), when=told))
    for account in accounts:
        when = account.disabled_at or account.bound_at
        key = "user_line_company" if account.disabled_at is None else "user_line_company_disabled"
        typer.echo(say(key, spoken, login=account.login, when=moment_text(when.astimezone(), spoken)))
    return READY


def run_disable(login: str, lang: str | None) -> int:
    """Whoever has that name, with a password of ours or an account of the company."""
    house, spoken = _house(lang)
    with writing(house.ledger) as conn:
        now = house.clock()
        if not (disable_person(conn, login, now) | disable_account(conn, login, now)):
            raise Refusal("user_unknown", login=login)
        end_sessions_of(conn, login)
        note(conn, house.settings.user, Deed.USER_DISABLED, login=login)
    typer.echo(say("user_disabled", spoken, login=login))
    return READY


def run_release(login: str, lang: str | None) -> int:
    """Of an account of the company: one that was disabled may come back, or another one has that name now."""
    house, spoken = _house(lang)
    with writing(house.ledger) as conn:
        if not release_account(conn, login):
            raise Refusal("user_no_account", login=login)
        end_sessions_of(conn, login)
        note(conn, house.settings.user, Deed.USER_RELEASED, login=login)
    typer.echo(say("user_released", spoken, login=login))
    return READY


def run_password(login: str, lang: str | None, *, generate: bool) -> int:
    house, spoken = _house(lang)
    with reading(house.ledger) as conn:
        if find_person(conn, login) is None:
            raise Refusal("user_unknown", login=login)
    hashed = hash_password(_password(spoken, generate=generate))
    with writing(house.ledger) as conn:
        if not set_password(conn, login, hashed):
            raise Refusal("user_unknown", login=login)
        end_sessions_of(conn, login)
        note(conn, house.settings.user, Deed.PASSWORD_SET, login=login)
    typer.echo(say("user_password_set", spoken, login=login))
    return READY


def _house(lang: str | None) -> tuple[House, Lang]:
    house = open_house(settings_in(lang))
    return house, house.settings.language


def _password(lang: Lang, *, generate: bool) -> str:
    """Asked for twice on a terminal; elsewhere, or where it is wished, made and printed once. It is never an argument:
    those are seen by everybody on the machine."""
    if generate or not sys.stdin.isatty():
        made = make_password()
        typer.echo(say("user_password_made", lang, password=made))
        return made
    asked = str(typer.prompt(say("user_password_asked", lang), hide_input=True, prompt_suffix=" "))
    repeated = str(typer.prompt(say("user_password_again", lang), hide_input=True, prompt_suffix=" "))
    if asked != repeated:
        raise WrongCall("user_password_twice")
    if not is_long_enough(asked):
        raise WrongCall("user_password_length", shortest=str(SHORTEST), longest=str(LONGEST))
    return asked
