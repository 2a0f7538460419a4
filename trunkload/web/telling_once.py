"""Knows how what was done is told on the page that the browser is sent to: once; a reload does nothing again."""

from typing import Final

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.responses import Response

from trunkload.web.answers import to
from trunkload.web.visit import Visit

MOST_BYTES: Final = 3000
"""A browser keeps 4,096 of a cookie."""

KEPT_SECONDS: Final = 60
LEFT_OUT: Final = "…"


def done(visit: Visit, path: str, lines: tuple[str, ...]) -> Response:
    """Look at `path` next, where these lines are told."""
    response, seal = to(visit, path), visit.site.seal
    page = path.partition("?")[0]
    told, kept = [page, *lines], _kept(visit)
    while len(value := str(kept.dumps(told))) > MOST_BYTES:
        told = [*told[: 1 + len(told) // 2], LEFT_OUT]
    name = _name(visit)
    response.set_cookie(name, value, KEPT_SECONDS, path=page, secure=seal.is_secure, httponly=True, samesite="lax")
    return response


def told(visit: Visit) -> tuple[str, ...]:
    """What there is to tell on this page; none where it was told, or is somebody else's."""
    try:
        path, *lines = _kept(visit).loads(visit.request.cookies.get(_name(visit), ""), max_age=KEPT_SECONDS)
    except BadData:
        return ()
    return tuple(lines) if path == visit.request.url.path else ()


def forgotten(visit: Visit, response: Response) -> Response:
    """Once it stands in this answer."""
    response.delete_cookie(_name(visit), path=visit.request.url.path)
    return response


def _name(visit: Visit) -> str:
    return f"{visit.site.seal.cookie(visit.request).removeprefix('__Host-')}-told"


def _kept(visit: Visit) -> URLSafeTimedSerializer:
    """Of this session alone."""
    return URLSafeTimedSerializer(visit.site.seal.secret, salt=f"told in {visit.token}")
