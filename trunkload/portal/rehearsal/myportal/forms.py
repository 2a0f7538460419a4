"""Knows how a form comes in: small, urlencoded, and sent by the page that this browser was given (CSRF)."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "myportal"
NO_SESSION = "visit-"
MOST_BYTES = 8192
MOST_FIELDS = 8


def token_of(request: Request) -> str:
    """The visit's token, empty for a browser that brings none. With a session, or what was one, it is that one's."""
    return request.cookies.get(COOKIE, "")


def has_had_session(request: Request) -> bool:
    return bool(token_of(request)) and not token_of(request).startswith(NO_SESSION)


def visit_token(request: Request) -> str:
    """For who is not logged in: the one of the same browser's other pages, or a new one."""
    token = token_of(request)
    return token if token.startswith(NO_SESSION) else NO_SESSION + secrets.token_urlsafe(32)


def form_proof(token: str) -> str:
    """What a form carries; who cannot read the cookie cannot make it."""
    return hmac.new(token.encode(), b"form of myportal", hashlib.sha256).hexdigest()


def is_proven(token: str, form: Mapping[str, str]) -> bool:
    return bool(token) and hmac.compare_digest(form_proof(token), form.get("proof", ""))


async def read_form(request: Request) -> dict[str, str]:
    """Raises HTTPException: 413 for more than MOST_BYTES, 400 for what is no form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as cause:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from cause
    return dict(pairs)


def with_token(response: Response, request: Request, token: str) -> Response:
    """The cookie of a visit: no script reads it, no other site sends it with a form, no file keeps it."""
    response.set_cookie(
        COOKIE,
        token,
        path=request.scope.get("root_path") or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response
