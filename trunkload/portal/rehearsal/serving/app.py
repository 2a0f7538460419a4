"""Knows how HTTP requests reach the rehearsal carrier: who may ask, how fast, and what goes back."""

import asyncio
import json
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from trunkload.portal.json_shape import Json
from trunkload.portal.rehearsal.answering import Answering, AnswerLostError
from trunkload.portal.rehearsal.reply import Reply
from trunkload.portal.rehearsal.serving.door import OPEN, Door, TokenRefused
from trunkload.portal.rehearsal.serving.pace import Pace

TOKEN_PATH = "/oauth2/token"  # noqa: S105 - an address
LONGEST_BODY = 16 * 1024 * 1024
"""Bytes; an order of a thousand workplaces has about one million."""

_THREADS = 8
"""Requests that are answered at once; the others wait, as all of them write into one file."""


def build_app(
    carrier: Answering, *, door: Door = OPEN, pace: Pace | None = None, mounts: Sequence[BaseRoute] = ()
) -> Starlette:
    """The carrier's address space. `mounts` come first: pages that are served beside the APIs."""
    app = Starlette(routes=[*mounts, Route(TOKEN_PATH, partial(_token, door), methods=["POST"])])
    # No route: its pattern would not match a path with a line break in it.
    app.router.default = _Counter(carrier, door, pace or Pace())
    app.router.redirect_slashes = False
    return app


class _Counter:
    """Where every request to the APIs is taken."""

    def __init__(self, carrier: Answering, door: Door, pace: Pace) -> None:
        self._carrier = carrier
        self._door = door
        self._pace = pace
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._response(Request(scope, receive))
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        content = await _content(request)
        if not self._door.lets_in(request.headers):
            return _error(
                HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED", "a token that counts", {"WWW-Authenticate": "Bearer"}
            )
        if not self._pace.takes_one():
            return _error(HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", "fewer requests", {"Retry-After": "1"})
        if content is None:
            return _error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "TOO_LARGE", f"at most {LONGEST_BODY} bytes", {})
        await asyncio.sleep(self._pace.delay)
        return await self._answer(request, content)

    async def _answer(self, request: Request, content: bytes) -> Response:
        if self._limiter is None:
            self._limiter = CapacityLimiter(_THREADS)
        query = dict(request.query_params)
        work = partial(self._carrier.answer, request.method, request.scope["path"], query, content)
        try:
            return _response_of(await to_thread.run_sync(work, limiter=self._limiter))
        except AnswerLostError:
            request.state.break_off()
            return Response(status_code=HTTPStatus.NO_CONTENT)


async def _content(request: Request) -> bytes | None:
    """None where there is more of it than anybody orders."""
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length <= LONGEST_BODY:
            parts.append(part)
    return b"".join(parts) if length <= LONGEST_BODY else None


def _response_of(reply: Reply) -> Response:
    """Without content it has a type too: the official documents name one for every answer."""
    content = b"" if reply.body is None else json.dumps(reply.body, ensure_ascii=False).encode()
    return Response(content, reply.status, dict(reply.headers), "application/json;charset=utf-8")


def _error(status: HTTPStatus, code: str, wanted: str, headers: dict[str, str]) -> Response:
    body: Json = {"code": code, "reason": f"{wanted} expected", "status": str(status.value)}
    return _response_of(Reply(status, body, headers))


async def _token(door: Door, request: Request) -> Response:
    """RFC 6749, sections 4.4 and 5."""
    not_kept = {"Cache-Control": "no-store"}
    content = await _content(request)
    try:
        token = door.token(request.headers, (content or b"").decode(errors="replace"))
    except TokenRefused as refused:
        status = HTTPStatus.UNAUTHORIZED if refused.error == "invalid_client" else HTTPStatus.BAD_REQUEST
        return JSONResponse({"error": refused.error}, status, {**not_kept, "WWW-Authenticate": "Basic"})
    if token is None:
        return _error(HTTPStatus.NOT_FOUND, "NOT_FOUND", "no token", {})
    body = {"access_token": token[0], "token_type": "Bearer", "expires_in": token[1]}
    return JSONResponse(body, headers=not_kept)
