"""Knows the way of a visit: who comes with a first password gets no further than to choose an own one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import Response

from trunkload.portal.rehearsal.myportal.answers import page, to
from trunkload.portal.rehearsal.myportal.choosing import PasswordRefused, choose_password, same_letters
from trunkload.portal.rehearsal.myportal.forms import has_had_session, is_proven, read_form, token_of, visit_token
from trunkload.portal.rehearsal.myportal.language import language_of
from trunkload.portal.rehearsal.myportal.logging_in import LoginRefused, Visitor, log_in, log_out, visitor_of
from trunkload.portal.rehearsal.myportal.own_workplace import read_own_workplace
from trunkload.portal.rehearsal.myportal.texts import TEXTS, Texts

Found = TypeVar("Found")

AT_ONCE = 4
"""A login takes 19 MiB and a processor while its password is looked at."""


class Visits:
    """What MyPortal answers, over the carrier's database; `clock` answers an aware UTC time."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._limiter = CapacityLimiter(AT_ONCE)

    async def home(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None:
            return to(request, "/login?over=1" if has_had_session(request) else "/login")
        if visitor.must_choose:
            return to(request, "/password")
        own = await self._aside(lambda: read_own_workplace(self._engine, visitor.workplace_id))
        if own is None:
            return to(request, "/login?over=1")
        has_begun = own.since <= self._clock().astimezone().date()
        said = _texts(request).chosen if "chosen" in request.query_params else ""
        return page(request, "home.html", token_of(request), own=own, has_begun=has_begun, said=said)

    async def login_form(self, request: Request) -> Response:
        if await self._visitor(request) is not None:
            return to(request, "/")
        texts, query = _texts(request), request.query_params
        said = texts.session_over if "over" in query else texts.logged_out if "out" in query else ""
        wrong = texts.page_too_old if "old" in query else ""
        return page(request, "login.html", visit_token(request), said=said, wrong=wrong, username="")

    async def log_in(self, request: Request) -> Response:
        form = await read_form(request)
        username = form.get("username", "")
        if not is_proven(token_of(request), form):
            # By way of a GET: a form of another site brings no cookie, and must not end the session that there is.
            return to(request, "/login?old=1")
        password = same_letters(form.get("password", ""))
        try:
            token = await self._aside(lambda: log_in(self._engine, username, password, self._clock()))
        except LoginRefused as refused:
            return self._refuse_login(request, refused.until, username)
        return to(request, "/", token)

    async def password_form(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None or not visitor.must_choose:
            return to(request, "/")
        return page(request, "password.html", token_of(request), wrong="", username=visitor.username)

    async def choose(self, request: Request) -> Response:
        form, visitor, texts = await read_form(request), await self._visitor(request), _texts(request)
        if visitor is None or not visitor.must_choose:
            return to(request, "/")
        own: dict[str, str] = {"username": visitor.username}
        if not is_proven(token_of(request), form):
            told = {**own, "wrong": texts.page_too_old}
            return page(request, "password.html", token_of(request), HTTPStatus.FORBIDDEN, **told)
        new, repeated = (same_letters(form.get(name, "")) for name in ("new", "repeated"))
        try:
            token = await self._aside(lambda: choose_password(self._engine, visitor, new, repeated, self._clock()))
        except PasswordRefused as refused:
            told = {**own, "wrong": texts.problems[refused.problem]}
            return page(request, "password.html", token_of(request), HTTPStatus.UNPROCESSABLE_ENTITY, **told)
        except LoginRefused:
            return to(request, "/login?over=1")
        return to(request, "/?chosen=1", token)

    async def log_out(self, request: Request) -> Response:
        form, token = await read_form(request), token_of(request)
        if not is_proven(token, form):
            return to(request, "/")
        await self._aside(lambda: log_out(self._engine, token))
        return to(request, "/login?out=1", visit_token(request))

    def _refuse_login(self, request: Request, until: datetime | None, username: str) -> Response:
        texts = _texts(request)
        if until is None:
            return self._login_again(request, HTTPStatus.FORBIDDEN, texts.wrong_login, username)
        # The minute is over before it is told.
        time = (until + timedelta(seconds=59)).astimezone()
        told = texts.locked.format(time=f"{time:%H:%M}")
        response = self._login_again(request, HTTPStatus.TOO_MANY_REQUESTS, told, username)
        response.headers["Retry-After"] = str(int((until - self._clock()).total_seconds()) + 1)
        return response

    def _login_again(self, request: Request, status: HTTPStatus, wrong: str, username: str) -> Response:
        return page(request, "login.html", visit_token(request), status, said="", wrong=wrong, username=username)

    async def _visitor(self, request: Request) -> Visitor | None:
        token = token_of(request)
        return await self._aside(lambda: visitor_of(self._engine, token, self._clock())) if token else None

    async def _aside(self, work: Callable[[], Found]) -> Found:
        """Hashing and the database wait in threads of their own; the server goes on."""
        return await to_thread.run_sync(work, limiter=self._limiter)


def _texts(request: Request) -> Texts:
    return TEXTS[language_of(request)]
