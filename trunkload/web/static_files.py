"""Knows the style and the scripts of the page: the reports' look, a little of our own, htmx and its extension."""

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

CSS, JS = "text/css", "text/javascript"
STATIC: Final = {
    "page.css": (CSS, ("templates/report/page.css", "web/static/page.css", "web/static/bar.css")),
    "bar.css": (CSS, ("web/static/bar.css",)),
    "page.js": (JS, ("web/static/page.js",)),
    "vendor/htmx.min.js": (JS, ("web/static/vendor/htmx.min.js",)),
    "vendor/sse.js": (JS, ("web/static/vendor/sse.js",)),
}
"""What a browser may ask for: its kind, and the files that it is made of."""

KEPT: Final = {"Cache-Control": "public, max-age=3600"}


async def static_file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return PlainTextResponse("", HTTPStatus.NOT_FOUND)
    return Response(_content(name), media_type=STATIC[name][0], headers=KEPT)


@cache
def _content(name: str) -> bytes:
    return b"\n".join(files("trunkload").joinpath(path).read_bytes() for path in STATIC[name][1])
