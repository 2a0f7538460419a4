"""Knows the paths of MyPortal: log in, choose an own password, see the own workplace, log out."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trunkload.portal.rehearsal.database import prepare_database
from trunkload.portal.rehearsal.myportal.answers import notice
from trunkload.portal.rehearsal.myportal.language import language_of
from trunkload.portal.rehearsal.myportal.pages import security_headers
from trunkload.portal.rehearsal.myportal.texts import TEXTS
from trunkload.portal.rehearsal.myportal.visits import Visits


def _now() -> datetime:
    return datetime.now(UTC)


def myportal_app(engine: Engine, clock: Callable[[], datetime] = _now) -> Starlette:
    """The app over the rehearsal carrier's database; may be mounted below a prefix.

    Raises PortalError where the database is of another version.
    """
    prepare_database(engine)
    visits = Visits(engine, clock)
    return Starlette(
        routes=[
            Route("/", visits.home),
            Route("/login", visits.login_form),
            Route("/login", visits.log_in, methods=["POST"]),
            Route("/password", visits.password_form),
            Route("/password", visits.choose, methods=["POST"]),
            Route("/logout", visits.log_out, methods=["POST"]),
        ],
        middleware=[Middleware(_Guarded)],
        exception_handlers={HTTPException: _refused, SQLAlchemyError: _later},
    )


class _Guarded:
    """Every answer has the security headers, also those of failures."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(dict(security_headers()))
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)


def _refused(request: Request, failed: Exception) -> Response:
    status = HTTPStatus(failed.status_code) if isinstance(failed, HTTPException) else HTTPStatus.BAD_REQUEST
    texts = TEXTS[language_of(request)]
    text = texts.too_large if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE else texts.nothing_here
    return notice(request, status, text)


def _later(request: Request, _failed: Exception) -> Response:
    return notice(request, HTTPStatus.SERVICE_UNAVAILABLE, TEXTS[language_of(request)].later)
