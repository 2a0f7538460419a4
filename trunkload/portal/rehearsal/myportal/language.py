"""Knows which language a browser is answered in: the one chosen here, else the first it asks for that there is."""

from starlette.requests import Request

from trunkload.validation.language import Lang, accepted_language

COOKIE = "myportal-lang"


def language_of(request: Request) -> Lang:
    chosen = request.query_params.get("lang") or request.cookies.get(COOKIE) or ""
    return Lang(chosen) if chosen in list(Lang) else accepted_language(request.headers.get("accept-language", ""))
