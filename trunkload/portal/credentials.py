"""Knows how we say who asks: with a key, or with a token that is fetched for it and fetched anew in time."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Protocol
from urllib.parse import quote_plus

import httpx

from trunkload.portal.json_shape import Json, ShapeError, as_object, text_at
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.portal.wire import json_of, successful

EARLY_SECONDS = 30.0
"""So long before its end a token counts as over, because a request takes a while; at most half of its life."""

_OTHERS = (PortalProblem.REFUSED, PortalProblem.NOT_ALLOWED)


class Credentials(Protocol):
    """`header` is where `word` goes."""

    @property
    def header(self) -> str: ...

    def word(self) -> str:
        """What is to be said now. Raises PortalError, of which nothing was sent to the carrier."""
        ...

    def refused(self, word: str) -> bool:
        """The carrier did not take this word; whether the next one may be another."""
        ...


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key that never changes; as bearer token where its header is `Authorization`."""

    key: str = field(repr=False)
    header: str = "Authorization"

    def word(self) -> str:
        return f"Bearer {self.key}" if self.header.lower() == "authorization" else self.key

    def refused(self, word: str) -> bool:
        del word
        return False


@dataclass(frozen=True, slots=True)
class ClientAccount:
    """Our account at the carrier's token endpoint (RFC 6749, section 4.4)."""

    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = ""


class ClientCredentials:
    """Tokens of the client credentials grant, fetched through `client` and kept in memory for all threads.

    Our own few lines, because httpx-auth 0.23 takes a token without `expires_in` for a JWT and breaks on others, has
    no way to give up one token that a 401 refused (its cache is global), tells time by the clock of the wall, and reads
    whatever a token endpoint sends, of any size.
    """

    header = "Authorization"

    def __init__(
        self, client: httpx.Client, account: ClientAccount, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._account = account
        self._clock = clock
        self._lock = Lock()
        self._word = ""
        self._until = 0.0

    def word(self) -> str:
        """One thread fetches, the others wait for what it got."""
        with self._lock:
            if not self._word or self._clock() >= self._until:
                self._fetch()
            return self._word

    def refused(self, word: str) -> bool:
        """Another thread may have got a fresh one in the meantime, which then counts."""
        with self._lock:
            if self._word == word:
                self._word = ""
        return True

    def _fetch(self) -> None:
        account = self._account
        asked = {"grant_type": "client_credentials"} | ({"scope": account.scope} if account.scope else {})
        names = quote_plus(account.client_id), quote_plus(account.client_secret)
        post = partial(self._client.post, account.token_url, data=asked, auth=names)
        try:
            given = as_object(json_of(successful(post)))
            token, seconds = _token(given), _seconds(given)
        except ShapeError as other:
            raise _not_sent(PortalProblem.NONSENSE, f"the answer with the token: {other}") from other
        except PortalError as failed:
            raise _without_token(failed) from failed
        self._word = f"Bearer {token}"
        self._until = self._clock() + seconds - min(EARLY_SECONDS, seconds / 2)


def _token(given: Json) -> str:
    token, kind = text_at(given, "access_token"), given.get("token_type", "Bearer")
    if not (token.isascii() and token.isprintable() and token and " " not in token):
        raise ShapeError("/access_token", "token")
    if not (isinstance(kind, str) and kind.lower() == "bearer"):
        raise ShapeError("/token_type", "Bearer")
    return token


def _seconds(given: Mapping[str, object]) -> float:
    """How long it counts; for ever where nothing is told, and then a 401 ends it."""
    told = given.get("expires_in")
    if told is None:
        return float("inf")
    text = str(told)
    if isinstance(told, bool) or not (text.isascii() and text.isdigit() and len(text) <= len("999999999")):
        raise ShapeError("/expires_in", "seconds")
    return float(text)


def _without_token(failed: PortalError) -> PortalError:
    """A failure of the token endpoint: what the carrier was to be asked never left."""
    if failed.problem in _OTHERS:
        return _not_sent(PortalProblem.NOT_ALLOWED, failed.detail, permanent=True)
    if failed.problem is PortalProblem.NO_ANSWER:
        return _not_sent(PortalProblem.UNREACHABLE, failed.detail)
    return _not_sent(failed.problem, failed.detail, permanent=failed.permanent, wait=failed.retry_after)


def _not_sent(
    problem: PortalProblem, detail: str, *, permanent: bool = False, wait: float | None = None
) -> PortalError:
    return PortalError(problem, permanent=permanent, sent=False, detail=detail, retry_after=wait)
