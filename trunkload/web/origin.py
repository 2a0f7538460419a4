"""Knows which origin of a form is our own page: the address that people know, else this very computer."""

from urllib.parse import urlsplit

from trunkload.settings.access import is_here
from trunkload.settings.web import WebSettings


def is_own_origin(told: str, host: str, web: WebSettings) -> bool:
    """`host`: the one that the browser asked. Any name may lead to an address, so a name alone proves nothing: where
    none is set, this computer's own count, and where others can reach us, those over which our cookies go."""
    try:
        origin = urlsplit(told)
        name = origin.hostname
    except ValueError:
        return False
    if web.url is not None:
        known = urlsplit(str(web.url))
        return (origin.scheme, origin.netloc) == (known.scheme, known.netloc)
    if is_here(web.host):
        return origin.scheme == "http" and is_here(name) and origin.netloc == host
    return origin.scheme == "https" and origin.netloc == host
