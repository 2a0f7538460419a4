"""Knows which language a browser is answered in: the one chosen here, else the first it asks for that there is."""

from starlette.requests import Request

from trunkload.validation.language import Lang

COOKIE = "myportal-lang"


def language_of(request: Request) -> Lang:
    chosen = request.query_params.get("lang") or request.cookies.get(COOKIE) or ""
    return Lang(chosen) if chosen in list(Lang) else accepted_language(request.headers.get("accept-language", ""))


def accepted_language(header: str) -> Lang:
    """By the weights of RFC 9110; English where neither is asked for."""
    weighed: list[tuple[float, Lang]] = []
    for part in header.split(","):
        name, _, weight = part.partition(";")
        primary = name.strip().lower().partition("-")[0]
        if primary in list(Lang):
            weighed.append((_weight(weight), Lang(primary)))
    return max(weighed, key=lambda one: one[0], default=(0.0, Lang.EN))[1]


def _weight(written: str) -> float:
    name, _, value = written.replace(" ", "").partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0
