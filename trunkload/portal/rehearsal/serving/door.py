"""Knows who is let in at the served carrier: everybody, or whoever has the key or a token that counts."""

import secrets
import time
from base64 import b64decode
from binascii import Error as NotBase64Error
from collections.abc import Callable, Mapping
from hmac import compare_digest
from threading import Lock
from typing import Protocol
from urllib.parse import parse_qs, unquote_plus

TOKEN_SECONDS = 300
"""How long a token counts unless the operator says otherwise."""


class TokenRefused(Exception):  # noqa: N818 - an answer of RFC 6749, section 5.2
    """`error` is RFC 6749's word."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Door(Protocol):
    """Lets requests in, and makes the tokens for that."""

    def lets_in(self, headers: Mapping[str, str]) -> bool: ...

    def token(self, headers: Mapping[str, str], form: str) -> tuple[str, int] | None:
        """An access token and its seconds, None where this door needs none. Raises TokenRefused."""
        ...


class _OpenDoor:
    def lets_in(self, headers: Mapping[str, str]) -> bool:
        del headers
        return True

    def token(self, headers: Mapping[str, str], form: str) -> tuple[str, int] | None:
        del headers, form
        return None


OPEN: Door = _OpenDoor()


class KeyDoor(_OpenDoor):
    """For one API key, as a bearer token or in X-API-Key."""

    def __init__(self, key: str) -> None:
        self._key = key

    def lets_in(self, headers: Mapping[str, str]) -> bool:
        return _same(headers.get("x-api-key") or _bearer(headers), self._key)


class ClientDoor:
    """For one OAuth2 client (RFC 6749, section 4.4); tokens are kept in memory and count for `seconds`."""

    def __init__(
        self, client_id: str, secret: str, seconds: int = TOKEN_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = (client_id, secret)
        self._seconds = seconds
        self._clock = clock
        self._ends: dict[str, float] = {}
        self._lock = Lock()

    def lets_in(self, headers: Mapping[str, str]) -> bool:
        with self._lock:
            return self._ends.get(_bearer(headers), 0.0) > self._clock()

    def token(self, headers: Mapping[str, str], form: str) -> tuple[str, int] | None:
        fields = {name: values[0] for name, values in parse_qs(form).items()}
        given = _basic(headers) or (fields.get("client_id", ""), fields.get("client_secret", ""))
        if not all(_same(one, own) for one, own in zip(given, self._client, strict=True)):
            raise TokenRefused("invalid_client")
        if fields.get("grant_type") != "client_credentials":
            raise TokenRefused("unsupported_grant_type" if "grant_type" in fields else "invalid_request")
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._ends = {known: end for known, end in self._ends.items() if end > now} | {token: now + self._seconds}
        return token, self._seconds


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _basic(headers: Mapping[str, str]) -> tuple[str, str] | None:
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, secret = b64decode(given, validate=True).decode().partition(":")
    except (NotBase64Error, UnicodeDecodeError, ValueError):
        return "", ""
    return unquote_plus(client_id), unquote_plus(secret)


def _same(given: str, own: str) -> bool:
    """Takes as long for any answer, so that nobody learns a secret by the clock."""
    return compare_digest(given.encode(), own.encode())
