"""Knows how an answer goes back: a page in the visit's language with the proof of its forms, or where to look next."""

from functools import lru_cache, partial
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match

from trunkload.flows.words import say as shared_words
from trunkload.reports import notation
from trunkload.reports.typed_text import visible_text
from trunkload.validation.language import Lang, accepted_language
from trunkload.web.sealing import form_proof
from trunkload.web.texts import texts_in
from trunkload.web.visit import ORDERERS, SENDERS, Visit

LANG_COOKIE: Final = "trunkload-lang"
PLAIN: Final = ":/%#?=@[]!$&'()*+,;"
"""What of an address stands as it is in a header, as in those that Starlette writes."""

ANY_PAGE: Final = "/{page}"
"""Of a report, which takes every name."""

YEAR: Final = 365 * 24 * 3600


def language_of(request: Request) -> Lang:
    """The one chosen here, else the first that the browser asks for and there is."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANG_COOKIE) or ""
    return Lang(chosen) if chosen in list(Lang) else accepted_language(request.headers.get("accept-language", ""))


def page(visit: Visit, template: str, status: HTTPStatus = HTTPStatus.OK, **values: object) -> Response:
    """A whole page; a language that was chosen with it is kept."""
    response = with_language(visit, HTMLResponse(fragment(visit, template, **values), status))
    return visit.site.seal.with_token(visit.request, response, visit.token) if visit.session is None else response


def with_language(visit: Visit, response: Response) -> Response:
    """The one that was chosen with this page, for all that follow."""
    if "lang" in visit.request.query_params:
        is_secure = visit.site.seal.is_secure
        response.set_cookie(
            LANG_COOKIE, visit.lang.value, max_age=YEAR, secure=is_secure, httponly=True, samesite="lax"
        )
    return response


def fragment(visit: Visit, template: str, **values: object) -> str:
    """What a template makes of it, a page or a piece of one."""
    known = {"visit": visit, "proof": form_proof(visit.token), "may_send": bool(visit.roles & SENDERS)}
    known |= {"may_order": bool(visit.roles & ORDERERS), "name": template.removesuffix(".html")}
    there = "" if visit.request.method == "GET" else page_of(visit.request)
    links = {code: f"{there}?{urlencode({**visit.request.query_params, 'lang': code})}" for code in ("de", "en")}
    return visible_text(_environment(visit.lang).get_template(f"web/{template}").render(**known, links=links, **values))


def page_of(request: Request) -> str:
    """The page that a form belongs to: the nearest address above its own that can be looked at."""
    path, routes = request.url.path, request.scope["router"].routes if "router" in request.scope else ()
    while path.strip("/"):
        looked_at = {**request.scope, "path": path, "method": "GET"}
        found = (one for one in routes if one.matches(looked_at)[0] is Match.FULL)
        if any(not str(getattr(one, "path", "")).endswith(ANY_PAGE) for one in found):
            return path
        path = path.rpartition("/")[0]
    return "/"


def notice(visit: Visit, status: HTTPStatus, title: str, text: str) -> Response:
    """A page with one sentence about what is so and what to do; both are keys of texts."""
    texts = texts_in(visit.lang)
    return page(visit, "notice.html", status, title=texts[title], text=texts[text])


def to(visit: Visit, path: str) -> Response:
    """Look there next, by GET."""
    if visit.is_of_script:
        return Response(status_code=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": quote(path, safe=PLAIN)})
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


@lru_cache
def _environment(lang: Lang) -> Environment:
    """Templates that escape everything and stop at a name that nobody gave."""
    environment = Environment(
        loader=PackageLoader("trunkload", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"t": texts_in(lang), "lang": lang.value, "word": lambda key: shared_words(key, lang)}
    environment.filters |= {
        "n": partial(notation.count_text, lang=lang),
        "size": partial(notation.size_text, lang=lang),
        "pair": lambda text: (text, text),
        "moment": lambda moment: notation.moment_text(moment.astimezone(), lang),
    }
    return environment
