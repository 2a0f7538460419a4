"""Knows how a visit's token lies in a browser: signed, so that nobody makes one up, and unreadable for scripts."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final

from itsdangerous import BadSignature, Signer
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response

from trunkload.flows.wiring import House
from trunkload.storage.database import writing

SECRET_KEY: Final = "keys/page"  # noqa: S105 - where it lies, not what it is
NO_SESSION: Final = "visit-"
WAY_AND_BACK: Final = 600
"""Seconds that somebody may take to log in at the provider."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Signs tokens. A token that begins with `visit-` belongs to a browser that nobody has logged in with."""

    secret: bytes
    is_secure: bool
    port: int | None = None
    """Of the address that people know, where that is set."""

    def cookie(self, request: Request) -> str:
        """A name with which a browser takes it from this host alone, where it is secure (RFC 6265bis). Where it is not,
        all ports of a computer share their cookies: another page there would take this one's place."""
        if self.is_secure:
            return "__Host-trunkload"
        return f"trunkload-{self.port or (request.scope.get('server') or ('', ''))[1]}"

    def token_of(self, request: Request) -> str:
        """Empty where the browser brings none, or one that we never gave."""
        try:
            return self._signer().unsign(request.cookies.get(self.cookie(request), "")).decode()
        except BadSignature:
            return ""

    def visit_token(self, request: Request) -> str:
        """For who is not logged in: the one of the same browser's other pages, or a new one."""
        token = self.token_of(request)
        return token if token.startswith(NO_SESSION) else NO_SESSION + secrets.token_urlsafe(32)

    def with_token(self, request: Request, response: Response, token: str) -> Response:
        value = self._signer().sign(token).decode()
        name = self.cookie(request)
        response.set_cookie(name, value, path="/", secure=self.is_secure, httponly=True, samesite="lax")
        return response

    def _signer(self) -> Signer:
        return Signer(self.secret, salt="token of a visit", digest_method=hashlib.sha256)


def on_the_way(seal: Seal) -> Middleware:
    """What a browser keeps while somebody is at the provider of logins, signed, and for those pages alone."""
    return Middleware(
        SessionMiddleware,
        secret_key=seal.secret.hex(),
        session_cookie="trunkload-provider",
        path="/login/provider",
        max_age=WAY_AND_BACK,
        https_only=seal.is_secure,
    )


def form_proof(token: str) -> str:
    """What a form carries; who cannot read the cookie cannot make it."""
    return hmac.new(token.encode(), b"form of the page", hashlib.sha256).hexdigest()


def is_proven(token: str, proof: str) -> bool:
    return bool(token) and hmac.compare_digest(form_proof(token), proof)


def seal_of(house: House) -> Seal:
    """With the secret that all processes of the page share; made once, by whoever has the writers' turn."""
    with writing(house.ledger):
        if house.files.exists(SECRET_KEY):
            secret = house.files.open(SECRET_KEY)
        else:
            secret = secrets.token_bytes(32)
            house.files.save(SECRET_KEY, secret)
    web = house.settings.web
    return Seal(secret, web.secure_cookies, None if web.url is None else web.url.port)
