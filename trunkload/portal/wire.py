"""Knows how an HTTP exchange with the carrier ends: in an answer, or in a PortalError that says what can help."""

import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from trunkload.logs.events import Event
from trunkload.logs.telling import detail
from trunkload.portal.json_shape import Json, ShapeError, objects, objects_at, optional_text
from trunkload.portal.protocol import PortalError, PortalProblem

_JSON = re.compile(r"(application|text)/(json|[a-z0-9.+-]+\+json)")
_DETAIL_LENGTH = 300
_ERRORS_TOLD = 3
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_OUR_MISTAKE = (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_NOT_ALLOWED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)


def ask(
    client: httpx.Client, method: str, path: str, *, params: Mapping[str, str] | None = None, body: Json | None = None
) -> httpx.Response:
    """The carrier's successful response; everything else is a PortalError."""
    began = time.monotonic()
    status: int | None = None
    try:
        response = successful(lambda: client.request(method, path, params=params, json=body))
        status = response.status_code
    except PortalError as failed:
        status = failed.status
        raise
    finally:
        milliseconds = round((time.monotonic() - began) * 1000)
        detail(
            Event.CARRIER_ASKED,
            http__request__method=method,
            url__template=path_template(path),
            http__response__status_code=status,
            duration_ms=milliseconds,
        )
    return response


def path_template(path: str) -> str:
    """A path without what names anything of somebody: `…/v4/productOrder/{id}`."""
    begin, version, rest = path.partition("/v4/")
    resource, _, inner = rest.partition("/")
    return f"{begin}{version}{resource}/{{id}}" if inner else path


def successful(exchange: Callable[[], httpx.Response]) -> httpx.Response:
    """What the exchange ends in, if it is a success; everything else is a PortalError. Redirects are not followed."""
    try:
        response = exchange()
    except _OUR_MISTAKE as failure:
        raise PortalError(PortalProblem.UNREACHABLE, permanent=True, sent=False) from failure
    except _NEVER_LEFT as failure:
        raise PortalError(PortalProblem.UNREACHABLE, permanent=False, sent=False) from failure
    except (httpx.DecodingError, httpx.TooManyRedirects) as failure:
        raise nonsense("the answer cannot be decoded") from failure
    except httpx.HTTPError as failure:
        raise PortalError(PortalProblem.NO_ANSWER, permanent=False, sent=True) from failure
    if response.is_success:
        return response
    refused = _failure(response)
    refused.status = response.status_code
    raise refused


def too_much(detail: str) -> PortalError:
    """An answer without end, or one of a customer who is larger than the settings allow for."""
    return PortalError(PortalProblem.TOO_MUCH, permanent=False, sent=True, detail=detail)


def nonsense(detail: str, *, permanent: bool = False) -> PortalError:
    """An answer that is none: what we sent may have been carried out, and asking again may bring a better one."""
    return PortalError(PortalProblem.NONSENSE, permanent=permanent, sent=True, detail=detail)


def json_of(response: httpx.Response) -> object:
    """The response's JSON; fractions become Decimal, because prices are among them."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind and not _JSON.fullmatch(kind):
        raise nonsense("the answer is no JSON but says to be something else")
    try:
        value: object = response.json(parse_float=Decimal, parse_constant=_no_number)
        if b"\\u" in response.content:
            _refuse_no_text(value)
    except (ValueError, RecursionError) as failure:
        raise nonsense("the answer is no JSON") from failure
    return value


def _refuse_no_text(value: object) -> None:
    """Halves of characters, and NUL: JSON can spell them, and no file and no database can hold them."""
    if b"\\u0000" in json.dumps(value, ensure_ascii=False, default=str).encode():
        raise ValueError


def _no_number(word: str) -> object:
    raise ValueError(word)


def _failure(response: httpx.Response) -> PortalError:
    """What a status other than 2xx means; 409 is the one refusal after which an order of our reference exists."""
    status, detail = response.status_code, _detail(response)
    if status in _BUSY:
        sent = status != HTTPStatus.TOO_MANY_REQUESTS
        wait = _retry_after(response.headers.get("Retry-After", ""))
        return PortalError(PortalProblem.BUSY, permanent=False, sent=sent, detail=detail, retry_after=wait)
    problem, permanent, sent = _meaning(status)
    return PortalError(problem, permanent=permanent, sent=sent, detail=detail)


def _meaning(status: int) -> tuple[PortalProblem, bool, bool]:
    """The problem, whether it is permanent, and whether the request may have been carried out."""
    if status in _NOT_ALLOWED:
        return PortalProblem.NOT_ALLOWED, True, False
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return PortalProblem.NO_ANSWER, False, True
    if status >= HTTPStatus.BAD_REQUEST:
        return PortalProblem.REFUSED, True, status == HTTPStatus.CONFLICT
    return PortalProblem.NONSENSE, False, True


def _detail(response: httpx.Response) -> str:
    """The carrier's code and reason, and the first of its `errors[]`; nothing but the status where it gives none."""
    try:
        body = objects([response.json()], "")[0]
        told = [body, *objects_at(body, "errors")[:_ERRORS_TOLD]]
        parts = [_told(one) for one in told]
    except (ValueError, RecursionError, ShapeError):
        parts = []
    text = "; ".join(part for part in parts if part) or f"HTTP {response.status_code}"
    return "".join(one for one in " ".join(text.split()) if one.isprintable())[:_DETAIL_LENGTH]


def _told(error: Json) -> str:
    words = (optional_text(error, key) for key in ("code", "propertyPath", "reason"))
    return " ".join(word for word in words if word)


def _retry_after(value: str) -> float | None:
    """Seconds to wait, from RFC 9110's two forms: seconds or a date."""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
