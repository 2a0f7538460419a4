"""Knows what a person is told where something fails, foreseen or not, and that the log has no more of it than where."""

from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures.process import BrokenProcessPool
from http import HTTPStatus
from traceback import extract_tb
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trunkload.flows.failures import Stopped
from trunkload.intake.failures import ReaderError
from trunkload.intake.refusal import Refused
from trunkload.logs.events import Event
from trunkload.logs.telling import alarm
from trunkload.reports.notation import moment_text
from trunkload.storage.failures import StorageError
from trunkload.validation.wording import Surface, words_of_refusal
from trunkload.web.answers import language_of, notice, page
from trunkload.web.texts import say
from trunkload.web.visit import Page, Site, Visit

Told = Callable[[Request, Exception], Awaitable[Response]]

OF_PAGE: Final = "trunkload.page"
"""Where a request carries the row of the table that it is for."""

NO_FORM: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNSUPPORTED_MEDIA_TYPE})


def foreseen(site: Site) -> Mapping[Any, Told]:
    """By the kind of failure, what answers it."""
    later = _told(site, HTTPStatus.SERVICE_UNAVAILABLE, "not_done_title", "later")
    passing = dict.fromkeys((StorageError, Stopped, ReaderError, BrokenProcessPool), later)
    return {HTTPException: _not_so(site), Refused: _refused(site), **passing}


class Unbroken:
    """Whatever nobody foresaw becomes a page of ours; the server below, which would log all that it quotes, does not
    hear of it. An answer that had begun is broken off."""

    def __init__(self, app: ASGIApp, *, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def noticed(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except ClientDisconnect:
            return
        except Exception as failed:  # noqa: BLE001 - nobody knows which, or it would have its own answer
            _log(scope, failed)
            if not has_begun:
                await _broken(self._site, Request(scope))(scope, receive, send)


def _log(scope: Scope, failed: Exception) -> None:
    own: Page | None = scope.get(OF_PAGE)
    last = (extract_tb(failed.__traceback__) or [None])[-1]
    where = {} if last is None else {"code__function": last.name, "code__lineno": last.lineno}
    asked = {"http__request__method": scope["method"], "url__template": None if own is None else own.path}
    alarm(Event.PAGE_FAILED, exception__type=type(failed).__name__, **asked, **where)


def _broken(site: Site, request: Request) -> Response:
    visit = _visit(site, request)
    at = moment_text(site.house.clock().astimezone(), visit.lang)
    title, text = say("broken_title", visit.lang), say("broken", visit.lang, at=at)
    return page(visit, "notice.html", HTTPStatus.INTERNAL_SERVER_ERROR, title=title, text=text)


def _not_so(site: Site) -> Told:
    async def answer(request: Request, failed: Exception) -> Response:
        status = HTTPStatus(failed.status_code) if isinstance(failed, HTTPException) else HTTPStatus.BAD_REQUEST
        if status in NO_FORM:
            return await _told(site, status, "not_done_title", "no_form")(request, failed)
        return await _told(site, status, "nothing_here_title", "nothing_here")(request, failed)

    return answer


def _refused(site: Site) -> Told:
    """A sheet that was read before may be refused later: by other limits, or by what was decided for its columns."""

    async def answer(request: Request, failed: Exception) -> Response:
        visit = _visit(site, request)
        words = words_of_refusal(failed, visit.lang, Surface.PAGE) if isinstance(failed, Refused) else None
        text = "" if words is None else f"{words.message} {words.fix}"
        title = say("not_done_title", visit.lang)
        return page(visit, "notice.html", HTTPStatus.UNPROCESSABLE_ENTITY, title=title, text=text)

    return answer


def _told(site: Site, status: HTTPStatus, title: str, text: str) -> Told:
    async def answer(request: Request, _failed: Exception) -> Response:
        return notice(_visit(site, request), status, title, text)

    return answer


def _visit(site: Site, request: Request) -> Visit:
    """Without looking who it is: that may be what does not work."""
    return Visit(site, request, language_of(request), site.seal.token_of(request))
