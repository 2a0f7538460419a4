"""Knows how somebody comes in, with a password of ours or once with the link of the first start, and leaves."""

import secrets
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from trunkload.storage.attempts import Rate, count_attempt, forget_attempts, take_back_attempt
from trunkload.storage.audit import Deed, note
from trunkload.storage.database import reading, writing
from trunkload.storage.people import Role, find_person
from trunkload.storage.sessions import begin_session, end_session, forget_old_sessions, use_link
from trunkload.web.answers import notice, page, to
from trunkload.web.door import address_of
from trunkload.web.lasting import patience_of
from trunkload.web.passwords import LONGEST, is_password
from trunkload.web.sealing import NO_SESSION
from trunkload.web.texts import say
from trunkload.web.visit import Site, Visit

PER_ADDRESS: Final = Rate("login of an address", 60, timedelta(minutes=15), of_failures=True)
PER_LOGIN: Final = Rate("login from an address", 5, timedelta(minutes=15))
FROM_ANYWHERE: Final = Rate("login", 50, timedelta(minutes=15))
"""Of one username. From one address a few are enough; were that all, anybody could keep a person out who is known by
name, and from many addresses nobody may guess for ever."""

SETS_UP: Final = frozenset({Role.OPERATOR, Role.APPROVER})
"""Whoever has the link of the first start."""


async def login_form(visit: Visit) -> Response:
    if visit.session is not None:
        return to(visit, "/")
    return _login_page(visit, HTTPStatus.OK, wanted=visit.request.query_params.get("to", ""))


async def log_in(visit: Visit) -> Response:
    """The same answer whether the login exists or not."""
    login, password = visit.form.get("username", "").strip()[:LONGEST].lower(), visit.form.get("password", "")
    wanted = visit.form.get("to", "")
    site, now = visit.site, visit.site.house.clock()
    token, again = await site.aside(lambda: _begin(site, login, password, address_of(visit)))
    if token is not None:
        return came_in(visit, token, wanted)
    if again is None:
        return _login_page(visit, HTTPStatus.FORBIDDEN, wanted, login, wrong=say("wrong_login", visit.lang))
    seconds = int((again - now).total_seconds()) + 1
    wrong = say("too_often", visit.lang, seconds=seconds)
    response = _login_page(visit, HTTPStatus.TOO_MANY_REQUESTS, wanted, login, wrong=wrong)
    response.headers["Retry-After"] = str(seconds)
    return response


async def link_form(visit: Visit) -> Response:
    """The link alone does nothing: programs that look ahead follow links, too."""
    return page(visit, "link.html", link=visit.request.path_params["link"])


async def use_first_link(visit: Visit) -> Response:
    site, link, now = visit.site, visit.request.path_params["link"], visit.site.house.clock()
    user = site.house.settings.user

    def begin() -> str | None:
        with writing(site.house.ledger) as conn:
            if not use_link(conn, link, now):
                return None
            note(conn, user, Deed.LOGGED_IN, by="link")
            return begin_session(conn, user, SETS_UP, "link", now)

    token = await site.aside(begin)
    if token is None:
        return notice(visit, HTTPStatus.FORBIDDEN, "not_done_title", "link_over")
    return came_in(visit, token, "")


async def log_out(visit: Visit) -> Response:
    site, came_by = visit.site, "" if visit.session is None else visit.session.came_by

    def end() -> None:
        with writing(site.house.ledger) as conn:
            end_session(conn, visit.token)
            note(conn, visit.login, Deed.LOGGED_OUT)

    await site.aside(end)
    nobody = NO_SESSION + secrets.token_urlsafe(32)
    return site.seal.with_token(visit.request, to(visit, f"/login?out={came_by}"), nobody)


def came_in(visit: Visit, token: str, wanted: str) -> Response:
    """Only to a page of our own: an address that begins with two slashes is another host's."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return visit.site.seal.with_token(visit.request, to(visit, wanted if is_ours else "/"), token)


def _begin(site: Site, login: str, password: str, address: str) -> tuple[str | None, datetime | None]:
    """The token of a new session; or None, and from when on it may be tried again where that was too often."""
    house, now = site.house, site.house.clock()
    if not login:
        return None, None
    from_here = f"{login} {address}"
    with writing(house.ledger) as conn:
        again = count_attempt(conn, PER_LOGIN, from_here, now) or count_attempt(conn, FROM_ANYWHERE, login, now)
    if again is not None:
        return None, again
    with reading(house.ledger) as conn:
        found = find_person(conn, login)
    known = found if found is not None and found.disabled_at is None and house.settings.web.local_users else None
    matches = is_password(password, None if known is None else known.password_hash)
    with writing(house.ledger) as conn:
        if known is None or not matches or find_person(conn, login) != known:
            note(conn, login if known is not None else "", Deed.LOGIN_REFUSED)
            return None, None
        forget_attempts(conn, PER_LOGIN.kind, from_here)
        take_back_attempt(conn, FROM_ANYWHERE, login)
        forget_old_sessions(conn, now, patience_of(house.settings.web))
        note(conn, login, Deed.LOGGED_IN, by="password")
        return begin_session(conn, login, known.roles, "password", now), None


def _login_page(visit: Visit, status: HTTPStatus, wanted: str, login: str = "", wrong: str = "") -> Response:
    said = {None: "", "oidc": say("logged_out_here", visit.lang)}.get(
        visit.request.query_params.get("out"), say("logged_out", visit.lang)
    )
    settings = visit.site.house.settings.web
    known = {"local": settings.local_users, "oidc": settings.oidc_issuer is not None}
    return page(visit, "login.html", status, wanted=wanted, login=login, wrong=wrong, said=said, **known)
